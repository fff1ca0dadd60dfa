using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>An <see cref="AmiEventFilter"/> made ready to look at events with.</summary>
internal sealed class EventMatcher
{
    private readonly NameFilter _names;
    private readonly NameFilter? _excluded;

    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: something in the filter fits no event ever.</exception>
    internal EventMatcher(AmiEventFilter filter)
    {
        _names = new NameFilter(filter.Names);
        _excluded = filter.Exclude.Count > 0 ? new NameFilter(filter.Exclude) : null;
        Rules = RulesOf(filter).ToArray();
    }

    internal HeaderRule[] Rules { get; }

    internal bool WantsName(string name) => _names.Wants(name) && !Excludes(name);

    internal bool Excludes(string name) => _excluded?.Wants(name) == true;

    internal bool Wants(string name, AmiMessage message) =>
        WantsName(name) && Array.TrueForAll(Rules, rule => rule.Fits(message));

    private static IEnumerable<HeaderRule> RulesOf(AmiEventFilter filter)
    {
        if (filter.Channels.Count > 0)
        {
            yield return new HeaderRule(null, filter.Channels);
        }

        if (filter.Queues.Count > 0)
        {
            yield return new HeaderRule("Queue", filter.Queues);
        }

        foreach (KeyValuePair<string, IReadOnlyCollection<string>> header in filter.Headers)
        {
            yield return new HeaderRule(header.Key, header.Value);
        }
    }
}
