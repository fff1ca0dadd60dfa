using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>A member of a queue, as it was when the server was asked (action QueueStatus).</summary>
public sealed class AmiQueueMember
{
    internal AmiQueueMember(AmiMessage item, AmiSession session)
    {
        Queue = HeaderValue.Text(item, "Queue");
        Name = HeaderValue.Text(item, "Name");
        Interface = item.GetHeader("Location") ?? HeaderValue.Text(item, "Interface");
        StateInterface = HeaderValue.Text(item, "StateInterface");
        Membership = HeaderValue.Text(item, "Membership");
        Status = (AmiDeviceState)HeaderValue.Integer(item, "Status");
        Paused = HeaderValue.Flag(item, "Paused");
        PausedReason = HeaderValue.Text(item, "PausedReason");
        Penalty = HeaderValue.Integer(item, "Penalty");
        CallsTaken = HeaderValue.Integer(item, "CallsTaken");
        LastCall = HeaderValue.Moment(item, "LastCall");
        LastPause = HeaderValue.Moment(item, "LastPause");
        LoginTime = HeaderValue.Moment(item, "LoginTime");
        InCall = HeaderValue.Flag(item, "InCall");
        Session = session;
    }

    /// <summary>The queue.</summary>
    public string Queue { get; }

    /// <summary>The member's name; its interface where it has none.</summary>
    public string Name { get; }

    /// <summary>What is called to reach the member.</summary>
    public string Interface { get; }

    /// <summary>The device whose state stands for the member's.</summary>
    public string StateInterface { get; }

    /// <summary>How it became a member: static, dynamic or realtime.</summary>
    public string Membership { get; }

    /// <summary>The state of its device.</summary>
    public AmiDeviceState Status { get; }

    /// <summary>Whether it takes no calls for now.</summary>
    public bool Paused { get; }

    /// <summary>Why it takes no calls.</summary>
    public string PausedReason { get; }

    /// <summary>Members with a lower penalty are called first.</summary>
    public int Penalty { get; }

    /// <summary>How many calls it has taken.</summary>
    public int CallsTaken { get; }

    /// <summary>When its last call ended, in local time; null for never.</summary>
    public DateTime? LastCall { get; }

    /// <summary>When it was last paused, in local time; null for never, and where the server is too old to say.</summary>
    public DateTime? LastPause { get; }

    /// <summary>When it became a member, in local time; null where the server is too old to say.</summary>
    public DateTime? LoginTime { get; }

    /// <summary>Whether it talks to a caller of this queue; false where the server is too old to say (before 16).</summary>
    public bool InCall { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The member's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
