using System;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>A queue as it was at one moment, and what has happened in it since it was followed.</summary>
public sealed class AmiQueueActivity
{
    internal AmiQueueActivity(QueueRecord queue, DateTimeOffset? since, DateTimeOffset now, AmiSession? session)
    {
        Queue = queue.Name;
        Waiting = queue.Waiting.Count;
        LongestWait = queue.LongestWaitAt(now);
        Available = queue.Count(AmiAgentState.Available);
        Ringing = queue.Count(AmiAgentState.Ringing);
        Talking = queue.Count(AmiAgentState.Talking);
        WrapUp = queue.Count(AmiAgentState.WrapUp);
        Paused = queue.Count(AmiAgentState.Paused);
        Busy = queue.Count(AmiAgentState.Busy);
        Unavailable = queue.Count(AmiAgentState.Unavailable);
        Answered = queue.Answered;
        Completed = queue.Completed;
        Abandoned = queue.Abandoned;
        Left = queue.Left;
        ServiceLevel = queue.ServiceLevel;
        ServiceLevelPercent = queue.Connected == 0 ? null : 100.0 * queue.ConnectedInTime / queue.Connected;
        AverageWait = queue.Waits == 0 ? null : TimeSpan.FromTicks(queue.TotalWait.Ticks / queue.Waits);
        AverageTalk = queue.Talks == 0 ? null : TimeSpan.FromTicks(queue.TotalTalk.Ticks / queue.Talks);
        Since = since?.LocalDateTime;
        Time = now.LocalDateTime;
        Session = session;
    }

    /// <summary>The queue's name.</summary>
    public string Queue { get; }

    /// <summary>How many callers wait.</summary>
    public int Waiting { get; }

    /// <summary>How long the one who has waited longest has waited.</summary>
    public TimeSpan LongestWait { get; }

    /// <summary>How many members can take a call.</summary>
    public int Available { get; }

    /// <summary>At how many members a call rings.</summary>
    public int Ringing { get; }

    /// <summary>How many members talk to callers.</summary>
    public int Talking { get; }

    /// <summary>How many members have the time after a call.</summary>
    public int WrapUp { get; }

    /// <summary>How many members take no calls for now.</summary>
    public int Paused { get; }

    /// <summary>How many members have their telephones in use for something else.</summary>
    public int Busy { get; }

    /// <summary>How many members cannot be reached.</summary>
    public int Unavailable { get; }

    /// <summary>How many calls members have taken: those that are over and those that go on.</summary>
    public int Answered { get; }

    /// <summary>How many of them are over.</summary>
    public int Completed { get; }

    /// <summary>How many callers hung up while they waited.</summary>
    public int Abandoned { get; }

    /// <summary>How many callers left the queue otherwise without being answered: by its timeout, by a digit, by a transfer.</summary>
    public int Left { get; }

    /// <summary>Within what time a call should be answered.</summary>
    public TimeSpan ServiceLevel { get; }

    /// <summary>The share of the answered calls that were answered within that time, 0 to 100; null before the first.</summary>
    public double? ServiceLevelPercent { get; }

    /// <summary>The average time that callers waited who were seen to be answered, of whole seconds; null before the first.</summary>
    public TimeSpan? AverageWait { get; }

    /// <summary>The average time of talks that were seen to end, of whole seconds; null before the first.</summary>
    public TimeSpan? AverageTalk { get; }

    /// <summary>
    /// From when on calls are counted, in local time; null when from the last reset of the server's statistics, whose time it
    /// does not tell.
    /// </summary>
    public DateTime? Since { get; }

    /// <summary>The moment that this shows, in local time.</summary>
    public DateTime Time { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession? Session { get; }

    /// <summary>The queue's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Queue;
}
