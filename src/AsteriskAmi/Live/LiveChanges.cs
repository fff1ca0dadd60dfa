using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Live;

/// <summary>Changes that wait for one reader, up to a number; beyond that the oldest make room and are counted.</summary>
/// <typeparam name="T">What changes.</typeparam>
internal sealed class LiveChanges<T> : IDisposable
    where T : class
{
    private readonly object _gate = new();
    private readonly ManualResetEventSlim _available = new(false);
    private readonly Queue<AmiLiveChange<T>> _queue = new();
    private readonly int _capacity;
    private AmiException? _failure;
    private bool _ended;
    private long _lost;
    private long _lostTold;

    internal LiveChanges(int capacity) => _capacity = capacity;

    internal long Lost
    {
        get
        {
            lock (_gate)
            {
                return _lost;
            }
        }
    }

    internal void Add(AmiLiveChange<T> change)
    {
        lock (_gate)
        {
            if (_queue.Count >= _capacity)
            {
                _queue.Dequeue();
                _lost++;
            }

            _queue.Enqueue(change);
            _available.Set();
        }
    }

    internal void End(AmiException? failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            _ended = true;
            _available.Set();
        }
    }

    /// <summary>Ends the stream. What waits in it can still be taken.</summary>
    public void Dispose() => End(null);

    internal bool TryTake(out AmiLiveChange<T> change, TimeSpan timeout, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(timeout);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            lock (_gate)
            {
                if (_lost > _lostTold)
                {
                    change = new AmiLiveChange<T>(null, $"{_lost - _lostTold} changes were lost here: whoever takes them is slower than the server.");
                    _lostTold = _lost;
                    return true;
                }

                if (_queue.Count > 0)
                {
                    change = _queue.Dequeue();
                    return true;
                }

                change = default;
                if (_ended)
                {
                    return _failure is null ? false : throw new AmiException(_failure.Code, _failure.Message, _failure);
                }

                _available.Reset();
            }

            if (!StepLog.Wait(_available, deadline.Left, cancellation) && deadline.HasPassed)
            {
                return false;
            }
        }
    }
}
