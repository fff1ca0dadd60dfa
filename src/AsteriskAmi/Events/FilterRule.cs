using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>One action Filter, and which events it is meant for.</summary>
internal sealed class FilterRule
{
    /// <param name="action">The action.</param>
    /// <param name="isExcluding">Whether the events that it is meant for are not wanted.</param>
    /// <param name="meaning">Knows these events; null for an action that somebody else made.</param>
    /// <param name="isExact">Whether the server takes it for just these.</param>
    internal FilterRule(AmiAction action, bool isExcluding, EventMatcher? meaning, bool isExact)
    {
        Action = action;
        IsExcluding = isExcluding;
        Meaning = meaning;
        IsExact = isExact;
    }

    internal AmiAction Action { get; }

    internal bool IsExcluding { get; }

    internal EventMatcher? Meaning { get; }

    internal bool IsExact { get; }
}
