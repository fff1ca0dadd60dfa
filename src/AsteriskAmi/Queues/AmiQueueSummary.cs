using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>How a queue does, in numbers (actions QueueSummary and QueueStatus).</summary>
public sealed class AmiQueueSummary
{
    internal AmiQueueSummary(AmiMessage summary, AmiMessage status, AmiSession session)
    {
        Queue = HeaderValue.Text(summary, "Queue");
        LoggedIn = HeaderValue.Integer(summary, "LoggedIn");
        Available = HeaderValue.Integer(summary, "Available");
        Callers = HeaderValue.Integer(summary, "Callers");
        HoldTime = HeaderValue.Seconds(summary, "HoldTime");
        TalkTime = HeaderValue.Seconds(summary, "TalkTime");
        LongestHoldTime = HeaderValue.Seconds(summary, "LongestHoldTime");
        Completed = HeaderValue.Integer(status, "Completed");
        Abandoned = HeaderValue.Integer(status, "Abandoned");
        ServiceLevel = HeaderValue.Seconds(status, "ServiceLevel");
        ServiceLevelPercent = HeaderValue.Number(status, "ServicelevelPerf");
        ServiceLevelPercent2 = HeaderValue.Number(status, "ServicelevelPerf2");
        Session = session;
    }

    /// <summary>The queue's name.</summary>
    public string Queue { get; }

    /// <summary>How many members are reachable, paused ones included.</summary>
    public int LoggedIn { get; }

    /// <summary>How many members could take a call now.</summary>
    public int Available { get; }

    /// <summary>How many callers wait.</summary>
    public int Callers { get; }

    /// <summary>The average time that callers waited, in whole seconds.</summary>
    public TimeSpan HoldTime { get; }

    /// <summary>The average time that they talked, in whole seconds.</summary>
    public TimeSpan TalkTime { get; }

    /// <summary>How long the caller who has waited longest waits, in whole seconds.</summary>
    public TimeSpan LongestHoldTime { get; }

    /// <summary>How many calls were answered.</summary>
    public int Completed { get; }

    /// <summary>How many callers gave up.</summary>
    public int Abandoned { get; }

    /// <summary>The share of callers that gave up, 0 to 100; 0 where nobody has called.</summary>
    public double AbandonedPercent => Completed + Abandoned == 0 ? 0 : 100.0 * Abandoned / ((double)Completed + Abandoned);

    /// <summary>Within what time a call should be answered.</summary>
    public TimeSpan ServiceLevel { get; }

    /// <summary>The share of answered calls that were answered within that time, 0 to 100.</summary>
    public double ServiceLevelPercent { get; }

    /// <summary>The share of all calls, those given up included, that were answered or given up within that time, 0 to 100.</summary>
    public double ServiceLevelPercent2 { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The queue's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Queue;
}
