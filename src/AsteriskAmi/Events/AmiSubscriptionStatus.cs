using System.Collections.Generic;
using AsteriskAmi.Session;

namespace AsteriskAmi.Events;

/// <summary>One who follows the events of a session, as it was when asked for.</summary>
public sealed class AmiSubscriptionStatus
{
    internal AmiSubscriptionStatus(AmiSubscription subscription, AmiSession session)
    {
        Names = new TextList<string>(subscription.Filter.Names);
        Waiting = subscription.Waiting;
        Capacity = subscription.Capacity;
        OverflowPolicy = subscription.OverflowPolicy;
        Received = subscription.Received;
        Lost = subscription.Lost;
        Session = session;
    }

    /// <summary>The names of the events; empty for all.</summary>
    public IReadOnlyCollection<string> Names { get; }

    /// <summary>How many events wait to be taken.</summary>
    public int Waiting { get; }

    /// <summary>How many events can wait.</summary>
    public int Capacity { get; }

    /// <summary>What happens to an event for which there is no room.</summary>
    public AmiOverflowPolicy OverflowPolicy { get; }

    /// <summary>How many events came, lost ones included.</summary>
    public long Received { get; }

    /// <summary>How many events were lost for want of room.</summary>
    public long Lost { get; }

    /// <summary>The session.</summary>
    public AmiSession Session { get; }
}
