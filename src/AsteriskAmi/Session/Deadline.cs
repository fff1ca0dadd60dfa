using System;
using System.Diagnostics;

namespace AsteriskAmi.Session;

/// <summary>A moment by which something must have happened, told by a clock that nobody can set.</summary>
internal readonly struct Deadline
{
    private readonly long _end;

    private Deadline(long end)
    {
        _end = end;
    }

    /// <summary>A deadline that never passes.</summary>
    internal static Deadline Never => new(long.MaxValue);

    /// <summary>How long is left; zero once it has passed, infinite for one that never does.</summary>
    internal TimeSpan Left
    {
        get
        {
            if (_end == long.MaxValue)
            {
                return System.Threading.Timeout.InfiniteTimeSpan;
            }

            long ticks = _end - Stopwatch.GetTimestamp();
            return ticks <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)ticks / Stopwatch.Frequency);
        }
    }

    internal bool HasPassed => _end != long.MaxValue && Stopwatch.GetTimestamp() >= _end;

    internal static Deadline After(TimeSpan time) =>
        time == System.Threading.Timeout.InfiniteTimeSpan
            ? Never
            : new(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
}
