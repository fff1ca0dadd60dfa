using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Live;

/// <summary>What is known of a call now, and how long it has waited and talked.</summary>
internal sealed class CallRecord
{
    private TimeSpan _wait;
    private TimeSpan _talk;

    /// <param name="id">The Linkedid that its legs were born with.</param>
    /// <param name="order">Counts calls: which of two that begin at the same moment is the older.</param>
    /// <param name="start">When it began.</param>
    internal CallRecord(string id, long order, DateTimeOffset start)
    {
        Id = id;
        Order = order;
        Start = start;
        StateSince = start;
    }

    internal string Id { get; }

    internal long Order { get; }

    internal DateTimeOffset Start { get; }

    internal DateTimeOffset? Answer { get; set; }

    internal DateTimeOffset? End { get; set; }

    internal List<LegRecord> Legs { get; } = new();

    /// <summary>The Linkedids of calls that have become part of this one.</summary>
    internal List<string> Aliases { get; } = new();

    /// <summary>Whether it came in to the server, which did not place it itself.</summary>
    internal bool IsIncoming { get; set; }

    /// <summary>
    /// Channels whose beginning was not seen. An event can come before the one that tells of the channel, since Asterisk sends
    /// them by several ways.
    /// </summary>
    internal HashSet<string> Unborn { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether events were missing while it was there.</summary>
    internal bool IsDoubtful { get; set; }

    /// <summary>Whether it was followed from its beginning without a gap.</summary>
    internal bool IsComplete => !IsDoubtful && Unborn.Count == 0;

    internal string From { get; set; } = string.Empty;

    internal string FromName { get; set; } = string.Empty;

    internal string To { get; set; } = string.Empty;

    internal string AnsweredBy { get; set; } = string.Empty;

    internal string Queue { get; set; } = string.Empty;

    internal string Conference { get; set; } = string.Empty;

    internal string ParkingSpace { get; set; } = string.Empty;

    internal int Transfers { get; set; }

    internal string TransferredTo { get; set; } = string.Empty;

    internal bool WasRecorded { get; set; }

    /// <summary>Whether a party answered, and not only an application of the server.</summary>
    internal bool IsPartyAnswered { get; set; }

    /// <summary>Whether the caller left a queue or a parking lot by hanging up.</summary>
    internal bool IsAbandoned { get; set; }

    /// <summary>The cause with which the far end of its first channel hung up, 0 for one without; null when it did not.</summary>
    internal int? HangupRequest { get; set; }

    /// <summary>Whether the caller left a queue and no member had taken the call.</summary>
    internal bool HasLeftQueue { get; set; }

    /// <summary>Whether the caller left a queue or a parking lot unseen, and how is not known.</summary>
    internal bool HasLeftUnseen { get; set; }

    /// <summary>The DialStatus of the last one who was called and did not answer.</summary>
    internal string LastDial { get; set; } = string.Empty;

    /// <summary>The DialStatus of the channel that the server called to begin the call.</summary>
    internal string OriginateStatus { get; set; } = string.Empty;

    internal int Cause { get; set; }

    internal string CauseText { get; set; } = string.Empty;

    internal bool HasCauseOfFirstLeg { get; set; }

    /// <summary>The state of the leg that the call began with, when it was last seen.</summary>
    internal string FirstLegState { get; set; } = string.Empty;

    /// <summary>The call that this one has become part of.</summary>
    internal string JoinedTo { get; set; } = string.Empty;

    internal AmiCallResult? Outcome { get; set; }

    internal AmiCallState State { get; private set; }

    internal DateTimeOffset StateSince { get; private set; }

    /// <summary>Whether it has been up, or in a conference.</summary>
    internal bool WasUp { get; private set; }

    /// <summary>What was last told of it, to tell changes.</summary>
    internal object? Told { get; set; }

    internal bool IsRecorded => Legs.Any(leg => leg.Recordings > 0);

    internal string BridgeId => Legs.FirstOrDefault(leg => leg.BridgeId.Length > 0)?.BridgeId ?? string.Empty;

    internal void Enter(AmiCallState state, DateTimeOffset now)
    {
        if (state != State)
        {
            _wait = WaitUntil(now);
            _talk = TalkUntil(now);
            State = state;
            WasUp |= IsTalking;
            StateSince = now;
        }
    }

    internal TimeSpan WaitUntil(DateTimeOffset now) => IsTalking || IsOver ? _wait : _wait + (now - StateSince);

    internal TimeSpan TalkUntil(DateTimeOffset now) => IsTalking ? _talk + (now - StateSince) : _talk;

    private bool IsOver => State == AmiCallState.Ended;

    private bool IsTalking => State is AmiCallState.Up or AmiCallState.InConference;
}
