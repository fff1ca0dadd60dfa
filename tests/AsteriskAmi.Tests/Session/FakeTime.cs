using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace AsteriskAmi.Tests.Session;

/// <summary>
/// A clock that goes when it is told to. The time of day is apart from it, as on a real machine: setting that moves no
/// timer. Timers run on the thread that advances the clock.
/// </summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private TimeSpan _now = TimeSpan.FromHours(1);
    private DateTimeOffset _timeOfDay = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The times for which the timers that run now were set, in the order in which they were.</summary>
    internal TimeSpan[] Running
    {
        get
        {
            lock (_gate)
            {
                return [.. _timers.Select(timer => timer.Due)];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _timeOfDay;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Sets the time of day.</summary>
    internal void Jump(TimeSpan by)
    {
        lock (_gate)
        {
            _timeOfDay += by;
        }
    }

    /// <summary>Lets time pass, and runs what is due on the way.</summary>
    internal void Advance(TimeSpan by)
    {
        TimeSpan end;
        lock (_gate)
        {
            end = _now + by;
            _timeOfDay += by;
        }

        while (NextUntil(end) is FakeTimer due)
        {
            due.Run();
        }
    }

    /// <summary>Waits until a timer runs, and lets the time pass for which the last one was set.</summary>
    /// <returns>That time.</returns>
    internal TimeSpan AdvanceToTimer()
    {
        TimeSpan[] running = [];
        Limit.Until(() => (running = Running).Length > 0, "a timer was set");
        TimeSpan time = running[^1];
        Advance(time);
        return time;
    }

    private FakeTimer? NextUntil(TimeSpan end)
    {
        lock (_gate)
        {
            FakeTimer? next = _timers.Where(timer => timer.End <= end).OrderBy(timer => timer.End).FirstOrDefault();
            _now = next?.End ?? end;
            if (next is not null)
            {
                _timers.Remove(next);
            }

            return next;
        }
    }

    private sealed class FakeTimer : ITimer
    {
        private readonly FakeTime _time;

        internal FakeTimer(FakeTime time, Action run)
        {
            _time = time;
            Run = run;
        }

        internal Action Run { get; }

        internal TimeSpan Due { get; private set; }

        internal TimeSpan End { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_time._gate)
            {
                _time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = dueTime;
                    End = _time._now + dueTime;
                    _time._timers.Add(this);
                }

                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
