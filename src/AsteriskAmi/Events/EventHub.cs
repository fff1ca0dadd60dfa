using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>Hands a session's events to its subscriptions. Publishing takes no lock of its own.</summary>
internal sealed class EventHub
{
    private readonly Action<long> _onLost;
    private readonly Func<EventSieve?>? _sieve;
    private readonly object _gate = new();
    private AmiSubscription[] _subscriptions = Array.Empty<AmiSubscription>();
    private AmiMessage? _gap;
    private AmiException? _failure;
    private bool _ended;
    private long _received;
    private long _lost;

    /// <param name="onLost">Told how many events a subscription has lost, under its lock: it must not block.</param>
    /// <param name="sieve">Gives what events must pass before they count; null for nothing.</param>
    internal EventHub(Action<long> onLost, Func<EventSieve?>? sieve = null)
    {
        _sieve = sieve;
        _onLost = count =>
        {
            Interlocked.Add(ref _lost, count);
            onLost(count);
        };
    }

    /// <summary>How many events have come, each once, whoever follows them.</summary>
    internal long Received => Interlocked.Read(ref _received);

    /// <summary>How many events subscriptions have lost, those included that have ended.</summary>
    internal long Lost => Interlocked.Read(ref _lost);

    /// <summary>The subscriptions that have not ended.</summary>
    internal IReadOnlyList<AmiSubscription> Subscriptions => Volatile.Read(ref _subscriptions);

    /// <summary>Adds a subscription. One that is made while the connection is lost begins with the mark of the loss.</summary>
    internal AmiSubscription Subscribe(AmiEventFilter filter, int capacity, AmiOverflowPolicy policy)
    {
        var subscription = new AmiSubscription(filter, capacity, policy, _onLost, Remove);
        lock (_gate)
        {
            if (_ended)
            {
                subscription.End(_failure);
                return subscription;
            }

            var more = new AmiSubscription[_subscriptions.Length + 1];
            Array.Copy(_subscriptions, more, _subscriptions.Length);
            more[more.Length - 1] = subscription;
            Volatile.Write(ref _subscriptions, more);
            if (_gap is not null)
            {
                subscription.Mark(_gap);
            }
        }

        return subscription;
    }

    internal void Publish(EventBatch batch)
    {
        batch = _sieve?.Invoke()?.Sift(batch) ?? batch;
        Interlocked.Add(ref _received, batch.Count);
        foreach (AmiSubscription subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.Offer(batch);
        }
    }

    /// <summary>Puts the mark of a loss into every subscription, whatever its filter wants.</summary>
    internal void BeginGap(AmiMessage lost)
    {
        lock (_gate)
        {
            _gap = lost;
            Mark(lost);
        }
    }

    /// <summary>Puts the mark of a gap's end into every subscription, whatever its filter wants.</summary>
    internal void EndGap(AmiMessage restored)
    {
        lock (_gate)
        {
            _gap = null;
            Mark(restored);
        }
    }

    /// <summary>Ends every subscription, with the reason; null when the session was closed on purpose.</summary>
    internal void End(AmiException? failure)
    {
        AmiSubscription[] all;
        lock (_gate)
        {
            _ended = true;
            _failure = failure;
            all = _subscriptions;
            Volatile.Write(ref _subscriptions, Array.Empty<AmiSubscription>());
        }

        foreach (AmiSubscription subscription in all)
        {
            subscription.End(failure);
        }
    }

    private void Mark(AmiMessage marker)
    {
        foreach (AmiSubscription subscription in _subscriptions)
        {
            subscription.Mark(marker);
        }
    }

    private void Remove(AmiSubscription subscription)
    {
        lock (_gate)
        {
            var rest = new List<AmiSubscription>(_subscriptions);
            if (rest.Remove(subscription))
            {
                Volatile.Write(ref _subscriptions, rest.ToArray());
            }
        }
    }
}
