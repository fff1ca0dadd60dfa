using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>A member of a queue as it was at one moment, and what it has done since it was followed.</summary>
public sealed class AmiAgentActivity
{
    internal AmiAgentActivity(MemberRecord member, DateTimeOffset now, AmiSession? session)
    {
        Queue = member.Queue;
        Name = member.Name;
        Interface = member.Interface;
        State = member.State;
        StateSince = member.Since.LocalDateTime;
        Caller = member.Caller;
        Paused = member.IsPaused;
        PauseReason = member.PauseReason;
        CallsTaken = member.CallsTaken;
        CallsMissed = member.Missed;
        TalkTime = member.TalkUntil(now);
        WrapUpTime = member.WrapUpTimeUntil(now);
        PauseTimes = member.PausesUntil(now);
        PauseTime = TimeSpan.FromTicks(PauseTimes.Values.Sum(time => time.Ticks));
        Time = now.LocalDateTime;
        Session = session;
    }

    /// <summary>The queue.</summary>
    public string Queue { get; }

    /// <summary>The member's name; its interface where it has none.</summary>
    public string Name { get; }

    /// <summary>What is called to reach it.</summary>
    public string Interface { get; }

    /// <summary>What it does.</summary>
    public AmiAgentState State { get; }

    /// <summary>Since when, in local time; no earlier than it was followed.</summary>
    public DateTime StateSince { get; }

    /// <summary>The number of the caller whose call rings or who is talked to; empty for none, or when it is not known.</summary>
    public string Caller { get; }

    /// <summary>Whether it takes no calls for now.</summary>
    public bool Paused { get; }

    /// <summary>Why it takes no calls.</summary>
    public string PauseReason { get; }

    /// <summary>How many calls it has taken and ended.</summary>
    public int CallsTaken { get; }

    /// <summary>How many calls rang and were not taken: not answered in time, or refused.</summary>
    public int CallsMissed { get; }

    /// <summary>How long it has talked to callers.</summary>
    public TimeSpan TalkTime { get; }

    /// <summary>How long it has had the time after a call.</summary>
    public TimeSpan WrapUpTime { get; }

    /// <summary>How long it has been paused.</summary>
    public TimeSpan PauseTime { get; }

    /// <summary>How long it has been paused, for each reason.</summary>
    public IReadOnlyDictionary<string, TimeSpan> PauseTimes { get; }

    /// <summary>The moment that this shows, in local time.</summary>
    public DateTime Time { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession? Session { get; }

    /// <summary>The member's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
