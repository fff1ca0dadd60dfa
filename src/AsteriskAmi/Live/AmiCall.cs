using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>A call with all its channels, as it was at one moment.</summary>
public sealed class AmiCall
{
    internal AmiCall(CallRecord call, DateTimeOffset now, AmiSession? session)
    {
        Id = call.Id;
        State = call.State;
        From = call.From;
        FromName = call.FromName;
        To = call.To;
        AnsweredBy = call.AnsweredBy;
        Start = call.Start.LocalDateTime;
        Answer = call.Answer?.LocalDateTime;
        End = call.End?.LocalDateTime;
        Duration = (call.End ?? now) - call.Start;
        WaitTime = call.WaitUntil(now);
        TalkTime = call.TalkUntil(now);
        Queue = call.Queue;
        Conference = call.Conference;
        ParkingSpace = call.ParkingSpace;
        BridgeId = call.BridgeId;
        Transfers = call.Transfers;
        TransferredTo = call.TransferredTo;
        IsRecorded = call.IsRecorded;
        WasRecorded = call.WasRecorded;
        Outcome = call.Outcome;
        Cause = call.Cause == 0 ? null : call.Cause;
        CauseText = call.CauseText;
        JoinedTo = call.JoinedTo;
        IsComplete = call.IsComplete;
        Legs = new TextList<AmiCallLeg>(call.Legs.Select(leg => new AmiCallLeg(leg)));
        Time = now.LocalDateTime;
        Session = session;
    }

    /// <summary>The unique id of its first channel, which its channels have as Linkedid.</summary>
    public string Id { get; }

    /// <summary>Where it is in its life.</summary>
    public AmiCallState State { get; }

    /// <summary>The caller's number; empty when it is not known.</summary>
    public string From { get; }

    /// <summary>The caller's name.</summary>
    public string FromName { get; }

    /// <summary>What was called: an extension, or what the server was told to dial.</summary>
    public string To { get; }

    /// <summary>Who answered last: a channel, or the member of a queue; empty while nobody has.</summary>
    public string AnsweredBy { get; }

    /// <summary>When it began, in local time.</summary>
    public DateTime Start { get; }

    /// <summary>
    /// When its first channel was answered, by a party or by an application of the server, in local time; null when it was
    /// not, or when that was before the call was followed.
    /// </summary>
    public DateTime? Answer { get; }

    /// <summary>When it ended, in local time; null while it goes on.</summary>
    public DateTime? End { get; }

    /// <summary>How long it has lasted.</summary>
    public TimeSpan Duration { get; }

    /// <summary>How long it has been dialling, ringing, on hold, parked or in a queue. Counts from when it was followed.</summary>
    public TimeSpan WaitTime { get; }

    /// <summary>How long it has been up or in a conference. Counts from when it was followed.</summary>
    public TimeSpan TalkTime { get; }

    /// <summary>The queue it is in, or was in last.</summary>
    public string Queue { get; }

    /// <summary>The conference it is in, or was in last.</summary>
    public string Conference { get; }

    /// <summary>The parking space it is in, or was in last.</summary>
    public string ParkingSpace { get; }

    /// <summary>A bridge that one of its channels is in; empty for none.</summary>
    public string BridgeId { get; }

    /// <summary>How often it was transferred.</summary>
    public int Transfers { get; }

    /// <summary>Where it was transferred last.</summary>
    public string TransferredTo { get; }

    /// <summary>Whether it is being recorded (MixMonitor).</summary>
    public bool IsRecorded { get; }

    /// <summary>Whether it is or has been recorded.</summary>
    public bool WasRecorded { get; }

    /// <summary>What became of it; null while it goes on.</summary>
    public AmiCallResult? Outcome { get; }

    /// <summary>The hangup cause (Q.850); null for none.</summary>
    public int? Cause { get; }

    /// <summary>The hangup cause in words.</summary>
    public string CauseText { get; }

    /// <summary>The id of the call that it has become part of; empty for none.</summary>
    public string JoinedTo { get; }

    /// <summary>Whether all of it was seen. If not, its times and its outcome may be off by as much as was missed.</summary>
    public bool IsComplete { get; }

    /// <summary>How many channels it has.</summary>
    public int LegCount => Legs.Count;

    /// <summary>Its channels.</summary>
    public IReadOnlyList<AmiCallLeg> Legs { get; }

    /// <summary>The moment that this shows, in local time.</summary>
    public DateTime Time { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession? Session { get; }

    /// <summary>Its id.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => Id;
}
