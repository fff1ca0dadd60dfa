using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>A queue with its members and callers, as it was when the server was asked (action QueueStatus).</summary>
public sealed class AmiQueue
{
    internal AmiQueue(
        AmiMessage item,
        IReadOnlyList<AmiQueueMember> members,
        IReadOnlyList<AmiQueueCaller> callers,
        AmiSession session)
    {
        Name = HeaderValue.Text(item, "Queue");
        Strategy = HeaderValue.Text(item, "Strategy");
        Calls = HeaderValue.Integer(item, "Calls");
        HoldTime = HeaderValue.Seconds(item, "Holdtime");
        TalkTime = HeaderValue.Seconds(item, "TalkTime");
        Completed = HeaderValue.Integer(item, "Completed");
        Abandoned = HeaderValue.Integer(item, "Abandoned");
        ServiceLevel = HeaderValue.Seconds(item, "ServiceLevel");
        ServiceLevelPercent = HeaderValue.Number(item, "ServicelevelPerf");
        Members = new TextList<AmiQueueMember>(members);
        Callers = new TextList<AmiQueueCaller>(callers);
        Session = session;
    }

    /// <summary>The queue's name.</summary>
    public string Name { get; }

    /// <summary>How it chooses members: ringall, leastrecent, rrmemory...</summary>
    public string Strategy { get; }

    /// <summary>How many callers wait.</summary>
    public int Calls { get; }

    /// <summary>The average time that callers waited, in whole seconds.</summary>
    public TimeSpan HoldTime { get; }

    /// <summary>The average time that they talked, in whole seconds.</summary>
    public TimeSpan TalkTime { get; }

    /// <summary>How many calls were answered.</summary>
    public int Completed { get; }

    /// <summary>How many callers gave up.</summary>
    public int Abandoned { get; }

    /// <summary>Within what time a call should be answered.</summary>
    public TimeSpan ServiceLevel { get; }

    /// <summary>The share of calls answered within that time, 0 to 100.</summary>
    public double ServiceLevelPercent { get; }

    /// <summary>The members.</summary>
    public IReadOnlyList<AmiQueueMember> Members { get; }

    /// <summary>The callers who wait, the next first.</summary>
    public IReadOnlyList<AmiQueueCaller> Callers { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The queue's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
