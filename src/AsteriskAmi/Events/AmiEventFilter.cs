using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Events;

/// <summary>
/// Which events are wanted. What is left empty does not matter; of what is given all must fit, and of several values any
/// one. Everything is compared without case and may hold wildcards: * ? [a-z].
/// </summary>
public sealed class AmiEventFilter
{
    /// <summary>The events' names.</summary>
    public IReadOnlyCollection<string> Names { get; set; } = Array.Empty<string>();

    /// <summary>The names of events that are not wanted.</summary>
    public IReadOnlyCollection<string> Exclude { get; set; } = Array.Empty<string>();

    /// <summary>Channels, in whichever header one is named: Channel, DestChannel, Channel1, TransfererChannel...</summary>
    public IReadOnlyCollection<string> Channels { get; set; } = Array.Empty<string>();

    /// <summary>Queues, in the header Queue.</summary>
    public IReadOnlyCollection<string> Queues { get; set; } = Array.Empty<string>();

    /// <summary>Headers with the values that they must have; of a header that repeats, one value.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Headers { get; set; } = new Dictionary<string, IReadOnlyCollection<string>>();

    /// <summary>
    /// Whether events with a name would be held back by it, added to filters that a server has: what one excludes none brings
    /// back, and the first that includes leaves out all else.
    /// </summary>
    internal bool Hides(string name, IEnumerable<AmiServerFilter> others)
    {
        var matcher = new EventMatcher(this);
        return matcher.Excludes(name)
            || (others.All(other => other.IsExcluding) && !(matcher.Rules.Length == 0 && matcher.WantsName(name)));
    }
}
