using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>
/// What is left to do of a session's filters where the server lets more through than they do: it compares headers by an
/// expression over the whole event, and knows no characters beyond ASCII.
/// </summary>
internal sealed class EventSieve
{
    private readonly EventMatcher[] _included;
    private readonly EventMatcher[] _excluded;

    private EventSieve(EventMatcher[] included, EventMatcher[] excluded)
    {
        _included = included;
        _excluded = excluded;
    }

    /// <summary>Makes one for some filters.</summary>
    /// <returns>The sieve; null where nothing is left to do.</returns>
    internal static EventSieve? Of(IReadOnlyCollection<FilterRule> rules)
    {
        FilterRule[] including = rules.Where(rule => !rule.IsExcluding).ToArray();

        // An event that fits none of ours may fit one that somebody else made.
        bool isLeft = Array.Exists(including, rule => !rule.IsExact) && Array.TrueForAll(including, rule => rule.Meaning is not null);
        EventMatcher[] included = isLeft ? including.Select(rule => rule.Meaning!).ToArray() : Array.Empty<EventMatcher>();
        EventMatcher[] excluded = rules.Where(rule => rule.IsExcluding && !rule.IsExact && rule.Meaning is not null).Select(rule => rule.Meaning!).ToArray();
        return included.Length + excluded.Length > 0 ? new EventSieve(included, excluded) : null;
    }

    /// <summary>Gives the events of a batch that the filters want.</summary>
    internal EventBatch Sift(EventBatch batch)
    {
        var wanted = new EventBatch();
        for (int i = 0; i < batch.Count; i++)
        {
            string name = batch.Name(i);
            AmiMessage message = batch.Message(i);
            if ((_included.Length == 0 || Array.Exists(_included, one => one.Wants(name, message)))
                && !Array.Exists(_excluded, one => one.Wants(name, message)))
            {
                wanted.Add(message, name);
            }
        }

        return wanted;
    }
}
