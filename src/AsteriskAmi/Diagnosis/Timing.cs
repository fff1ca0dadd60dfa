using System;
using System.Diagnostics;
using System.Globalization;

namespace AsteriskAmi.Diagnosis;

/// <summary>Short times, measured and written.</summary>
internal static class Timing
{
    /// <param name="start">Ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="end">Ticks of <see cref="Stopwatch"/>.</param>
    internal static TimeSpan Between(long start, long end) => TimeSpan.FromSeconds((double)(end - start) / Stopwatch.Frequency);

    /// <summary>Milliseconds with their unit: 0.25 ms, 12 ms.</summary>
    internal static string Text(TimeSpan time) =>
        time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "0.##" : "0", CultureInfo.InvariantCulture) + " ms";
}
