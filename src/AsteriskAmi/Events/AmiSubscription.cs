using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Events;

/// <summary>
/// The events of one session, or those that a filter wants, waiting in a bounded queue for one reader. What happens when
/// the queue is full its <see cref="AmiOverflowPolicy"/> says; where events are missing the reader finds a marker in the
/// stream, an event named <see cref="LossMarkerName"/> whose header Lost says how many. A session that reconnects marks
/// the gap too: <see cref="ConnectionLostMarkerName"/> where it begins, <see cref="ConnectionRestoredMarkerName"/> where
/// it ends.
/// </summary>
public sealed class AmiSubscription : IDisposable
{
    /// <summary>The name of the event that marks a loss.</summary>
    public const string LossMarkerName = "AmiEventsLost";

    /// <summary>The name of the event that marks where the connection was lost; its header Reason says why.</summary>
    public const string ConnectionLostMarkerName = "AmiConnectionLost";

    /// <summary>
    /// The name of the event that marks where the events go on after a loss; its header GapSeconds says how long nothing
    /// could come, Attempts how many attempts it took.
    /// </summary>
    public const string ConnectionRestoredMarkerName = "AmiConnectionRestored";

    /// <summary>How many events wait at the most unless told otherwise.</summary>
    public const int DefaultCapacity = 20_000;

    /// <summary>How many bytes wait in a temporary file at the most, for <see cref="AmiOverflowPolicy.Spill"/>.</summary>
    public const long SpillBytes = 1L << 30;

    private readonly object _gate = new();
    private readonly ManualResetEventSlim _available = new(false);
    private readonly EventMatcher _filter;
    private readonly Action<long> _onLost;
    private readonly Action<AmiSubscription> _remove;
    private readonly EventQueue _queue;
    private long _lostSinceMarker;
    private long _received;
    private long _lost;
    private object? _source;

    // The markers of connections in the queue, in order: they are never counted as lost events. Those whose place in the
    // queue an event took stand for all that is missing there, be it one gap or more.
    private readonly Queue<AmiMessage> _marks = new();
    private AmiMessage? _droppedLost;
    private AmiMessage? _droppedRestored;
    private bool _leftInGap;

    // Markers of what is missing before the queue, and the event behind them: while events are lost all the time, there
    // would be nothing but markers to take.
    private readonly Queue<AmiMessage> _front = new();
    private bool _ended;
    private AmiException? _failure;

    internal AmiSubscription(
        AmiEventFilter filter,
        int capacity,
        AmiOverflowPolicy policy,
        Action<long> onLost,
        Action<AmiSubscription> remove)
    {
        if (capacity < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "At least 1 event.");
        }

        Filter = filter;
        _filter = new EventMatcher(filter);
        Capacity = capacity;
        OverflowPolicy = policy;
        _queue = new EventQueue(capacity, policy == AmiOverflowPolicy.Spill ? SpillBytes : 0);
        _onLost = onLost;
        _remove = remove;
    }

    /// <summary>What it follows.</summary>
    public AmiEventFilter Filter { get; }

    /// <summary>How many events wait at the most.</summary>
    public int Capacity { get; }

    /// <summary>What happens to an event for which there is no room.</summary>
    public AmiOverflowPolicy OverflowPolicy { get; }

    /// <summary>How many events wait to be taken.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _front.Count + _queue.Count;
            }
        }
    }

    /// <summary>How many events came for this subscription, lost ones included.</summary>
    public long Received
    {
        get
        {
            lock (_gate)
            {
                return _received;
            }
        }
    }

    /// <summary>How many events were lost because the queue was full.</summary>
    public long Lost
    {
        get
        {
            lock (_gate)
            {
                return _lost;
            }
        }
    }

    /// <summary>Whether nothing comes any more; some may wait to be taken.</summary>
    internal bool HasEnded
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    /// <summary>Waits for the next event.</summary>
    /// <param name="message">The event, or the marker of a loss.</param>
    /// <param name="timeout">How long at the most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when none came in time, or when the subscription has ended and is empty.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ConnectionLost"/>: the connection ended and everything that came before was taken.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool TryTake(out AmiMessage message, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var one = new List<AmiMessage>(1);
        bool taken = TakeBatch(one, 1, timeout, cancellation);
        message = taken ? one[0] : null!;
        return taken;
    }

    /// <summary>Waits until there is an event, then takes all there are, up to a number.</summary>
    /// <param name="batch">Where they are added.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="timeout">How long to wait for the first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether any was taken; as for <see cref="TryTake"/>.</returns>
    /// <exception cref="AmiException">As for <see cref="TryTake"/>.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool TakeBatch(ICollection<AmiMessage> batch, int most, TimeSpan timeout, CancellationToken cancellation = default)
    {
        if (batch is null)
        {
            throw new ArgumentNullException(nameof(batch));
        }

        Deadline deadline = Deadline.After(timeout);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            lock (_gate)
            {
                if (Drain(batch, most) > 0)
                {
                    return true;
                }

                if (_ended)
                {
                    _queue.Dispose();
                    if (_failure is not null)
                    {
                        throw new AmiException(_failure.Code, _failure.Message, _failure);
                    }

                    return false;
                }

                _available.Reset();
            }

            if (!StepLog.Wait(_available, deadline.Left, cancellation) && deadline.HasPassed)
            {
                return false;
            }
        }
    }

    /// <summary>Ends the subscription. What waits in it can still be taken.</summary>
    public void Dispose()
    {
        _remove(this);
        End(null);
    }

    /// <summary>Ends the subscription and drops what waits in it, with the temporary file: nobody takes it any more.</summary>
    internal void Discard()
    {
        Dispose();
        lock (_gate)
        {
            _queue.Dispose();
        }
    }

    /// <summary>Takes a batch from the reader thread: one lock for all of it.</summary>
    internal void Offer(EventBatch batch)
    {
        lock (_gate)
        {
            bool wasEmpty = _queue.Count == 0;
            long lost = _lost;
            for (int i = 0; i < batch.Count && !_ended; i++)
            {
                if (_filter.Wants(batch.Name(i), batch.Message(i)))
                {
                    _received++;
                    Enqueue(batch.Message(i));
                }
            }

            TellLost(lost);

            if (wasEmpty && _queue.Count > 0)
            {
                _available.Set();
            }
        }
    }

    /// <summary>
    /// Takes the marker of a connection, which every subscription gets: beyond its capacity if need be, except where the
    /// oldest make room.
    /// </summary>
    internal void Mark(AmiMessage marker)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            MarkLoss(marker.Source);
            long lost = _lost;
            if (_queue.Count >= Capacity && OverflowPolicy == AmiOverflowPolicy.DropOldest)
            {
                DropOldest();
                TellLost(lost);
            }

            Store(marker);
            if (OverflowPolicy != AmiOverflowPolicy.Spill)
            {
                _marks.Enqueue(marker);
            }

            _available.Set();
        }
    }

    internal void End(AmiException? failure)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _failure = failure;
            _available.Set();
        }
    }

    private void Enqueue(AmiMessage message)
    {
        if (_queue.HasRoom)
        {
            MarkLoss(message.Source);
            Store(message);
            return;
        }

        switch (OverflowPolicy)
        {
            case AmiOverflowPolicy.DropOldest:
                DropOldest();
                Store(message);
                break;
            case AmiOverflowPolicy.DropNewest or AmiOverflowPolicy.Spill:
                _lost++;
                _lostSinceMarker++;
                _source = message.Source;
                break;
            default:
                _lost++;
                _ended = true;
                _failure = new AmiException(AmiErrorCode.ActionFailed, string.Format(
                    CultureInfo.InvariantCulture,
                    "The subscription ended: {0} events waited and there was no room for more. Take them faster, subscribe to fewer, or give more capacity.",
                    Capacity));
                _available.Set();
                break;
        }
    }

    /// <summary>Where the newest were dropped, marks what is missing before something else comes in.</summary>
    private void MarkLoss(object? source)
    {
        if (_lostSinceMarker > 0 && OverflowPolicy != AmiOverflowPolicy.DropOldest)
        {
            Store(TakeMarker(source));
        }
    }

    /// <summary>Keeps an event. Nothing may escape to the reader thread: where the disk is full, this subscription ends.</summary>
    private void Store(AmiMessage message)
    {
        try
        {
            _queue.Enqueue(message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _lost++;
            _ended = true;
            _failure = new AmiException(
                AmiErrorCode.ActionFailed,
                $"The subscription ended: events that wait cannot be written to a temporary file ({e.Message}). Make room in {Path.GetTempPath()}, or choose another overflow policy.",
                e);
            _available.Set();
        }
    }

    private void TellLost(long before)
    {
        if (_lost > before)
        {
            _onLost(_lost - before);
        }
    }

    private void DropOldest()
    {
        AmiMessage oldest = _queue.Dequeue();
        if (!IsMark(oldest))
        {
            _lost++;
            _lostSinceMarker++;
        }
        else if (IsRestored(oldest))
        {
            _droppedRestored = oldest;
        }
        else
        {
            // A gap that the reader has the begin of, or for which one is kept, only goes on.
            _droppedRestored = null;
            _droppedLost ??= _leftInGap ? null : oldest;
        }
    }

    /// <summary>Takes what comes next out of the queue, for the reader.</summary>
    private AmiMessage Leave()
    {
        AmiMessage message = _queue.Dequeue();
        if (IsMark(message))
        {
            _leftInGap = !IsRestored(message);
        }

        return message;
    }

    /// <summary>Whether what was taken out of the queue is a connection's marker.</summary>
    private bool IsMark(AmiMessage message)
    {
        bool isMark = _marks.Count > 0 && ReferenceEquals(_marks.Peek(), message);
        if (isMark)
        {
            _marks.Dequeue();
        }

        return isMark;
    }

    private static bool IsRestored(AmiMessage mark) => mark.EventName == ConnectionRestoredMarkerName;

    private int Drain(ICollection<AmiMessage> batch, int most)
    {
        int taken = 0;
        for (; taken < most; taken++)
        {
            FillFront();
            if (_front.Count + _queue.Count == 0)
            {
                break;
            }

            batch.Add(_front.Count > 0 ? _front.Dequeue() : Leave());
        }

        if (taken < most && _lostSinceMarker > 0)
        {
            // Where the newest were dropped, what is missing stood behind all that is left.
            batch.Add(TakeMarker(_source));
            taken++;
        }

        return taken;
    }

    /// <summary>Where the oldest were dropped, what is missing stood before all that is left.</summary>
    private void FillFront()
    {
        bool isMissing = _lostSinceMarker > 0 || _droppedLost is not null || _droppedRestored is not null;
        if (!isMissing || _front.Count > 0 || OverflowPolicy != AmiOverflowPolicy.DropOldest)
        {
            return;
        }

        if (_lostSinceMarker > 0)
        {
            _front.Enqueue(TakeMarker(_queue.Peek().Source));
        }

        foreach (AmiMessage? mark in new[] { _droppedLost, _droppedRestored })
        {
            if (mark is not null)
            {
                _front.Enqueue(mark);
                _leftInGap = !IsRestored(mark);
            }
        }

        _droppedLost = _droppedRestored = null;
        _front.Enqueue(Leave());
    }

    private AmiMessage TakeMarker(object? source)
    {
        AmiMessage marker = StreamMarker.Lost(_lostSinceMarker, source);
        _lostSinceMarker = 0;
        return marker;
    }
}
