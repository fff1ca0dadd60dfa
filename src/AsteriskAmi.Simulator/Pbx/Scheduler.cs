using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>Something that the scheduler will do; it can be called off until then.</summary>
internal sealed class ScheduledItem
{
    internal ScheduledItem(long due, long order, Action work)
    {
        Due = due;
        Order = order;
        Work = work;
    }

    /// <summary>When it is due, in milliseconds of the scheduler's clock.</summary>
    internal long Due { get; }

    internal long Order { get; }

    internal Action Work { get; }

    internal bool Cancelled { get; private set; }

    internal void Cancel() => Cancelled = true;
}

/// <summary>
/// One thread that does what the PBX does by itself, now or later, in order, with the lock of the PBX held. A thread
/// of its own and no pool: PowerShell's event actions starve the pool.
/// </summary>
internal sealed class Scheduler
{
    private readonly object _sync;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SortedSet<ScheduledItem> _items = new(Comparer<ScheduledItem>.Create(Compare));
    private readonly Thread _thread;
    private long _order;
    private bool _stopped;

    /// <param name="sync">The lock that guards the PBX.</param>
    internal Scheduler(object sync)
    {
        _sync = sync;
        _thread = new Thread(Run) { IsBackground = true, Name = "AmiSimulator PBX" };
    }

    internal void Start() => _thread.Start();

    /// <summary>Does something as soon as the lock is free. Call with the lock held.</summary>
    internal ScheduledItem Post(Action work) => After(0, work);

    /// <summary>Does something later. Call with the lock held.</summary>
    /// <param name="milliseconds">How much later.</param>
    /// <param name="work">What to do.</param>
    internal ScheduledItem After(long milliseconds, Action work)
    {
        var item = new ScheduledItem(_clock.ElapsedMilliseconds + milliseconds, _order++, work);
        _items.Add(item);
        Monitor.PulseAll(_sync);
        return item;
    }

    /// <summary>Ends the thread within the time given.</summary>
    internal void Stop(int milliseconds)
    {
        lock (_sync)
        {
            _stopped = true;
            _items.Clear();
            Monitor.PulseAll(_sync);
        }

        if (Thread.CurrentThread != _thread)
        {
            _thread.Join(milliseconds);
        }
    }

    private static int Compare(ScheduledItem a, ScheduledItem b)
    {
        int byDue = a.Due.CompareTo(b.Due);
        return byDue != 0 ? byDue : a.Order.CompareTo(b.Order);
    }

    private void Run()
    {
        while (true)
        {
            lock (_sync)
            {
                if (!TakeDue(out Action? work))
                {
                    return;
                }

                try
                {
                    work!();
                }
                catch (Exception e)
                {
                    // A fault in one call must end neither the others nor the process that hosts the simulator.
                    Trace.TraceError("AmiSimulator: {0}", e);
                }
            }
        }
    }

    /// <summary>Waits for the next item that is due; false when the scheduler was stopped.</summary>
    private bool TakeDue(out Action? work)
    {
        work = null;
        while (!_stopped)
        {
            ScheduledItem? next = _items.Min;
            if (next is null)
            {
                Monitor.Wait(_sync);
                continue;
            }

            long wait = next.Due - _clock.ElapsedMilliseconds;
            if (wait > 0 && !next.Cancelled)
            {
                Monitor.Wait(_sync, (int)Math.Min(wait, 60_000));
                continue;
            }

            _items.Remove(next);
            if (!next.Cancelled)
            {
                work = next.Work;
                return true;
            }
        }

        return false;
    }
}
