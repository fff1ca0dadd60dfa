using System.Linq;

namespace AsteriskAmi.Live;

/// <summary>What state the legs of a call make, and what result its events.</summary>
internal static class CallRules
{
    internal static AmiCallState StateOf(CallRecord call)
    {
        if (call.End is not null)
        {
            return AmiCallState.Ended;
        }

        if (call.Legs.Any(leg => leg.Queue is not null))
        {
            return AmiCallState.InQueue;
        }

        if (call.Legs.Any(leg => leg.ParkingSpace is not null))
        {
            return AmiCallState.Parked;
        }

        if (call.Legs.Any(leg => leg.Conference is not null))
        {
            return AmiCallState.InConference;
        }

        if (call.Legs.Any(leg => IsConnected(call, leg)))
        {
            // An attended transfer holds one bridge while it talks in another.
            return call.Legs.Any(leg => IsConnected(call, leg) && !IsHeld(call, leg.BridgeId)) ? AmiCallState.Up : AmiCallState.OnHold;
        }

        if (call.Legs.Any(leg => leg.IsRinging))
        {
            return AmiCallState.Ringing;
        }

        // One half of a Local channel is up before the other, which is the call's first leg, is answered.
        bool isAnswered = call.Answer is not null || !call.IsComplete;
        bool isCalling = call.Legs.Any(leg => leg.IsDialled && !leg.IsUp);
        return isAnswered && !isCalling && call.Legs.Any(leg => leg.IsUp) ? AmiCallState.Up : AmiCallState.Dialling;
    }

    /// <summary>Whether a leg is in a bridge with another of its call.</summary>
    internal static bool IsConnected(CallRecord call, LegRecord leg) =>
        leg.BridgeId.Length > 0 && call.Legs.Any(other => other != leg && other.BridgeId == leg.BridgeId);

    internal static AmiCallResult ResultOf(CallRecord call)
    {
        if (call.IsPartyAnswered)
        {
            return AmiCallResult.Answered;
        }

        if (call.IsAbandoned)
        {
            return AmiCallResult.Abandoned;
        }

        if (call.LastDial.Length > 0)
        {
            return OfDialStatus(call.LastDial);
        }

        if (call.HasLeftUnseen)
        {
            return AmiCallResult.Unknown;
        }

        if (call.HasLeftQueue)
        {
            return AmiCallResult.NoAnswer;
        }

        if (call.Answer is not null || (!call.IsComplete && call.WasUp))
        {
            return AmiCallResult.Answered;
        }

        return call.OriginateStatus.Length > 0 && !call.IsIncoming ? OfDialStatus(call.OriginateStatus) : OfCause(call);
    }

    private static bool IsHeld(CallRecord call, string bridge) => call.Legs.Any(leg => leg.HeldBridge == bridge && leg.BridgeId == bridge);

    private static AmiCallResult OfDialStatus(string status) => status switch
    {
        "ANSWER" => AmiCallResult.Answered,
        "BUSY" => AmiCallResult.Busy,
        "NOANSWER" => AmiCallResult.NoAnswer,
        "CONGESTION" => AmiCallResult.Congestion,
        "CANCEL" or "ABORT" => AmiCallResult.Abandoned,
        _ => AmiCallResult.Failed,
    };

    // Asterisk's causes (include/asterisk/causes.h), those of Q.850.
    private static AmiCallResult OfCause(CallRecord call) => call.Cause switch
    {
        17 => AmiCallResult.Busy,
        34 or 38 or 41 or 42 or 44 => AmiCallResult.Congestion,
        26 or 127 when call.IsIncoming => AmiCallResult.Abandoned,
        16 or 18 or 19 when call.IsIncoming && call.HangupRequest is not null => AmiCallResult.Abandoned,

        // chan_sip tells no cause of a caller who gives up. Asterisk 16 tells none in the end where it sends a call elsewhere, but asks with one.
        0 when call.IsIncoming && call.HangupRequest == 0 => AmiCallResult.Abandoned,

        // The server itself gave up: its dialplan went on to Hangup. Where something was missed, that may have been the caller.
        16 or 18 or 19 when call.IsIncoming => call.IsComplete ? AmiCallResult.NoAnswer : AmiCallResult.Unknown,
        18 or 19 => AmiCallResult.NoAnswer,

        // Asterisk 16 gives a call that rang until its time was over no cause.
        0 or 16 when call.FirstLegState == "Ringing" => AmiCallResult.NoAnswer,
        _ => call.IsComplete ? AmiCallResult.Failed : AmiCallResult.Unknown,
    };
}
