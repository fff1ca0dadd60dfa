using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Telemetry;

namespace AsteriskAmi.Session;

/// <summary>The actions of one connection that are on their way, by their ActionIDs. Thread-safe.</summary>
internal sealed class ExchangeTable
{
    private const int MostAbandoned = 256;

    private readonly ConcurrentDictionary<string, AmiExchange> _exchanges = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<AmiExchange> _abandoned = new();
    private readonly ActionOrigin _origin;
    private readonly string _idPrefix = Guid.NewGuid().ToString("N").Substring(0, 8);
    private long _lastId;
    private int _count;

    /// <param name="origin">As for <see cref="AmiExchange"/>.</param>
    internal ExchangeTable(ActionOrigin origin) => _origin = origin;

    /// <summary>Whether no action, nor what is left of one that was given up, is on its way.</summary>
    internal bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>Whether anybody waits for an answer.</summary>
    internal bool IsAwaited => Any(exchange => exchange.IsAwaited);

    /// <summary>Whether an action was given up before its answer came, and none that was sent later was answered either.</summary>
    internal bool HasOverdue => !_abandoned.IsEmpty && Any(exchange => exchange.IsAbandoned && !exchange.IsAnswered);

    /// <summary>Takes an action in, under its own ActionID or one that no other has.</summary>
    /// <param name="action">The action.</param>
    /// <param name="outcomeEvent">As for <see cref="AmiExchange"/>.</param>
    /// <param name="onTaken">As for <see cref="AmiExchange"/>.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: another action that waits has the same ActionID.
    /// </exception>
    internal AmiExchange Add(AmiAction action, string? outcomeEvent, Action? onTaken)
    {
        string id = action.ActionId
            ?? _idPrefix + "-" + Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var exchange = new AmiExchange(action.Name, id, outcomeEvent, _origin, onTaken, Leave);
        if (_exchanges.TryAdd(id, exchange))
        {
            Interlocked.Increment(ref _count);
        }
        else if (!Replace(id, exchange))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"ActionID '{id}' is in use by an action that still waits for its answer. Choose another, or leave it out.");
        }

        return exchange;
    }

    internal AmiExchange? Find(string id) => _exchanges.TryGetValue(id, out AmiExchange? exchange) ? exchange : null;

    /// <summary>The one action that waits for an answer; null when several do, or none.</summary>
    internal AmiExchange? OnlyAwaited()
    {
        AmiExchange? only = null;
        foreach (KeyValuePair<string, AmiExchange> pair in _exchanges)
        {
            if (pair.Value.IsAwaited)
            {
                if (only is not null)
                {
                    return null;
                }

                only = pair.Value;
            }
        }

        return only;
    }

    /// <summary>
    /// Gives an action its answer, and forgets what was given up and sent before it: Asterisk answers the actions of a
    /// connection in their order, so no answer to those will come.
    /// </summary>
    /// <returns>Whether anybody still waits for the answer.</returns>
    internal bool OfferAnswer(AmiExchange exchange, AmiMessage answer)
    {
        bool isWanted = exchange.OfferAnswer(answer);
        if (_abandoned.IsEmpty)
        {
            return isWanted;
        }

        foreach (KeyValuePair<string, AmiExchange> pair in _exchanges)
        {
            if (pair.Value.IsAbandoned && !pair.Value.IsAnswered && pair.Value.Number < exchange.Number)
            {
                Forget(pair.Value);
            }
        }

        return isWanted;
    }

    internal void Forget(AmiExchange exchange)
    {
        // Only this very exchange: its ActionID may have been taken again.
        if (((ICollection<KeyValuePair<string, AmiExchange>>)_exchanges).Remove(
            new KeyValuePair<string, AmiExchange>(exchange.ActionId, exchange)))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Ends every wait with the reason.</summary>
    internal void Fail(AmiException reason)
    {
        foreach (KeyValuePair<string, AmiExchange> pair in _exchanges)
        {
            pair.Value.Fail(reason);
        }
    }

    /// <summary>Takes an ActionID over from an action that nobody waits for any more.</summary>
    private bool Replace(string id, AmiExchange exchange) =>
        _exchanges.TryGetValue(id, out AmiExchange? old) && old.IsAbandoned && _exchanges.TryUpdate(id, exchange, old);

    /// <summary>
    /// Forgets an exchange that is done. One that was given up is kept, so that the rest of its answer is known for what
    /// it is; but only so many, in case a server never answers.
    /// </summary>
    private void Leave(AmiExchange exchange)
    {
        if (!exchange.IsAbandoned)
        {
            Forget(exchange);
            return;
        }

        _abandoned.Enqueue(exchange);
        while (_abandoned.Count > MostAbandoned && _abandoned.TryDequeue(out AmiExchange? oldest))
        {
            Forget(oldest);
        }
    }

    private bool Any(Func<AmiExchange, bool> fits)
    {
        foreach (KeyValuePair<string, AmiExchange> pair in _exchanges)
        {
            if (fits(pair.Value))
            {
                return true;
            }
        }

        return false;
    }
}
