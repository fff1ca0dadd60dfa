using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// The events of several sessions in one stream, as they come. Those of one session stay in order. When nobody takes them
/// they wait in the subscriptions, which are bounded and mark what they lose.
/// </summary>
internal sealed class EventMerge : IDisposable
{
    private readonly BlockingCollection<EventPart> _parts;
    private readonly CancellationTokenSource _stop;
    private readonly AmiSubscription[] _subscriptions;
    private readonly int _batchSize;
    private int _running;

    /// <param name="sessions">The sessions.</param>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="capacity">How many events of a session wait at the most.</param>
    /// <param name="policy">What happens to those for which there is no room.</param>
    /// <param name="batchSize">How many events a part has at the most.</param>
    /// <param name="stop">Ends it before.</param>
    internal EventMerge(
        AmiSession[] sessions,
        AmiEventFilter filter,
        int capacity,
        AmiOverflowPolicy policy,
        int batchSize,
        CancellationToken stop)
    {
        _parts = new BlockingCollection<EventPart>(sessions.Length);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _batchSize = batchSize;
        _running = sessions.Length;
        _subscriptions = sessions.Select(session => session.Subscribe(filter, capacity, policy)).ToArray();
        for (int i = 0; i < sessions.Length; i++)
        {
            AmiSession session = sessions[i];
            AmiSubscription subscription = _subscriptions[i];
            new Thread(() => Run(session, subscription)) { IsBackground = true, Name = "AMI events of " + session.Name }.Start();
        }
    }

    /// <summary>Gives the parts until all sessions' streams have ended, or the time is up. To be read once.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal IEnumerable<EventPart> Parts(Deadline deadline)
    {
        while (!_parts.IsCompleted && !deadline.HasPassed)
        {
            if (_parts.TryTake(out EventPart? part, (int)deadline.Left.TotalMilliseconds, _stop.Token))
            {
                yield return part;
            }
        }
    }

    /// <summary>Ends the stream. The source stays: threads on their way out look at it.</summary>
    public void Dispose()
    {
        // In this order: a subscription that ends before the stop is seen looks like a session that was closed.
        _stop.Cancel();
        foreach (AmiSubscription subscription in _subscriptions)
        {
            subscription.Discard();
        }
    }

    private void Run(AmiSession session, AmiSubscription subscription)
    {
        try
        {
            Forward(session, subscription);
        }
        catch (OperationCanceledException)
        {
            // Nobody reads any more.
        }
        finally
        {
            if (Interlocked.Decrement(ref _running) == 0)
            {
                _parts.CompleteAdding();
            }
        }
    }

    private void Forward(AmiSession session, AmiSubscription subscription)
    {
        try
        {
            var batch = new List<AmiMessage>();
            while (subscription.TakeBatch(batch, _batchSize, Timeout.InfiniteTimeSpan, _stop.Token))
            {
                _parts.Add(new EventPart(session, batch), _stop.Token);
                batch = new List<AmiMessage>();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Nothing may escape a thread: whatever it was ended this session's stream, and the stream says so.
            _parts.Add(new EventPart(session, e as AmiException ?? new AmiException(AmiErrorCode.ConnectionLost, e.Message, e)), _stop.Token);
        }
    }
}
