using System;
using System.Diagnostics;

namespace AsteriskAmi;

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

    // What the waits of .NET take at the most: some 24 days. Whoever waits that long asks again.
    private static readonly TimeSpan _longestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>
    /// How long to wait now: zero once it has passed, infinite for one that never does, and never more than a wait of
    /// .NET takes.
    /// </summary>
    internal TimeSpan Left
    {
        get
        {
            if (_end == long.MaxValue)
            {
                return System.Threading.Timeout.InfiniteTimeSpan;
            }

            long ticks = _end - Stopwatch.GetTimestamp();
            TimeSpan left = ticks <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)ticks / Stopwatch.Frequency);
            return left > _longestWait ? _longestWait : left;
        }
    }

    internal bool HasPassed => _end != long.MaxValue && Stopwatch.GetTimestamp() >= _end;

    internal static Deadline After(TimeSpan time) =>
        time == System.Threading.Timeout.InfiniteTimeSpan
            ? Never
            : new(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
}
