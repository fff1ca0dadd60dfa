using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>The answer to an action whose kind is not known beforehand: one message, or the head of a list.</summary>
internal sealed class AmiAnswer
{
    private readonly AmiExchange _exchange;
    private readonly TimeSpan _timeout;

    internal AmiAnswer(AmiMessage message, AmiExchange exchange, TimeSpan timeout)
    {
        Message = message;
        _exchange = exchange;
        _timeout = timeout;
    }

    internal AmiMessage Message { get; }

    internal bool IsList => _exchange.IsList;

    /// <summary>Gives the items as they come, or the message of an answer that is no list. To be read once, to its end.</summary>
    internal IEnumerable<AmiMessage> ItemsOrMessage(CancellationToken cancellation)
    {
        if (IsList)
        {
            return Items(cancellation);
        }

        _exchange.Dispose();
        return new[] { Message };
    }

    /// <summary>Gives the items as they come; none for an answer that is no list. To be read once, to its end.</summary>
    internal IEnumerable<AmiMessage> Items(CancellationToken cancellation)
    {
        using (_exchange)
        {
            var items = new List<AmiMessage>();
            while (_exchange.WaitForItems(items, _timeout, cancellation))
            {
                foreach (AmiMessage item in items)
                {
                    yield return item;
                }
            }
        }
    }
}
