namespace AsteriskAmi.Events;

/// <summary>What a subscription does with an event for which its queue has no room.</summary>
public enum AmiOverflowPolicy
{
    /// <summary>The oldest event makes room. The stream goes on with a marker where events are missing.</summary>
    DropOldest,

    /// <summary>The new event is dropped. The stream goes on with a marker where events are missing.</summary>
    DropNewest,

    /// <summary>The subscription ends: what came before can be taken, then taking fails.</summary>
    Stop,

    /// <summary>
    /// Events for which there is no room wait in a temporary file of at most <see cref="AmiSubscription.SpillBytes"/>; beyond
    /// that as <see cref="DropNewest"/>.
    /// </summary>
    Spill,
}
