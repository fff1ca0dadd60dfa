using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>How an originated call turned out.</summary>
public sealed class AmiOriginateResult
{
    internal AmiOriginateResult(AmiOriginatedCall call, AmiMessage outcome, TimeSpan taken)
    {
        Reason = HeaderValue.Integer(outcome, "Reason");
        Outcome = ToOutcome(HeaderValue.Text(outcome, "Response"), Reason);
        RequestedChannel = call.Channel;
        Channel = HeaderValue.Text(outcome, "Channel");

        // A call that never got a channel is reported as <unknown> (older versions: <null>); it is known by our id.
        string uniqueid = HeaderValue.Text(outcome, "Uniqueid");
        Uniqueid = uniqueid.Length == 0 || uniqueid[0] == '<' ? call.Uniqueid : uniqueid;
        TimeToAnswer = Outcome == AmiCallOutcome.Answered ? taken : null;
        ActionId = call.ActionId;
        Session = call.Session;
    }

    /// <summary>How it turned out.</summary>
    public AmiCallOutcome Outcome { get; }

    /// <summary>
    /// Asterisk's number for it: 0 no such number or unknown, 1 no answer, 3 rang out, 4 answered, 5 busy,
    /// 8 congestion (include/asterisk/frame.h, AST_CONTROL_*).
    /// </summary>
    public int Reason { get; }

    /// <summary>Whom the request asked to call.</summary>
    public string RequestedChannel { get; }

    /// <summary>The channel that was called; its name with its number where it came into being.</summary>
    public string Channel { get; }

    /// <summary>The channel's unique id.</summary>
    public string Uniqueid { get; }

    /// <summary>From the acceptance of the request to the answer, as seen from here; null unless answered.</summary>
    public TimeSpan? TimeToAnswer { get; }

    /// <summary>The ActionID of the Originate.</summary>
    public string ActionId { get; }

    /// <summary>The session that placed it.</summary>
    public AmiSession Session { get; }

    internal static AmiCallOutcome ToOutcome(string response, int reason) => reason switch
    {
        _ when string.Equals(response, "Success", StringComparison.OrdinalIgnoreCase) => AmiCallOutcome.Answered,
        1 or 3 => AmiCallOutcome.NoAnswer,
        5 => AmiCallOutcome.Busy,
        8 => AmiCallOutcome.Congestion,
        _ => AmiCallOutcome.Failed,
    };
}
