using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Live;

namespace AsteriskAmi.Proofs.Live;

/// <summary>The kinds of calls that are made, and the extensions that they need beside those of tests/pbx.</summary>
internal static class CallKinds
{
    // All that are free ring at once, and the first takes the call for some seconds.
    private const int Members = 8;

    internal const string Queue = "queue";
    internal const string Blind = "blind transfer";
    internal const string Attended = "attended transfer";
    internal const string Parked = "parked and taken back";
    internal const string PickedUp = "picked up";

    internal static readonly IReadOnlyList<CallKind> All =
    [
        new("answered", "Local/live-answer@test", "20", AmiCallResult.Answered),
        new("busy", "Local/busy@test", "20", AmiCallResult.Busy),
        new("congestion", "Local/congestion@test", "20", AmiCallResult.Congestion),
        new("not answered", "Local/noanswer@test", "20", AmiCallResult.NoAnswer, 1500),
        new("dialled", "Local/live-dial@test", "20", AmiCallResult.Answered),
        new("dialled, busy", "Local/dial-busy@test", "20", AmiCallResult.Busy),
        new("dialled, not answered", "Local/live-unanswered@test", "20", AmiCallResult.NoAnswer),
        new("SIP, abandoned", "PJSIP/trunk/sip:live-ring@127.0.0.1:{0}", "20", AmiCallResult.NoAnswer, 1500),
        new("SIP, Local channel optimised away", "PJSIP/trunk/sip:live-local@127.0.0.1:{0}", "2", AmiCallResult.Answered),
        new("forwarded", "Local/live-forwarded@test", "20", AmiCallResult.Answered),
        new(Queue, "Local/queue-sales@test", "5", AmiCallResult.Answered),
        new("queue, abandoned", "Local/queue-support@test", "2", AmiCallResult.Abandoned),
        new(Blind, "Local/live-transfer@test", "20", AmiCallResult.Answered),
        new(Attended, "Local/live-transfer@test", "8", AmiCallResult.Answered),
        new(Parked, "Local/park@test", "20", AmiCallResult.Answered),
        new("parked, abandoned", "Local/park@test", "2", AmiCallResult.Abandoned),
        new("conference", "Local/live-conference@test", "2", AmiCallResult.Answered),
        new(PickedUp, "Local/live-pickme@test", "20", AmiCallResult.Answered),
    ];

    /// <summary>What must come of the calls that come in by SIP, by their extension.</summary>
    internal static readonly IReadOnlyDictionary<string, AmiCallResult> Incoming = new Dictionary<string, AmiCallResult>
    {
        ["live-ring"] = AmiCallResult.Abandoned,
        ["live-local"] = AmiCallResult.Answered,
        ["live-answer"] = AmiCallResult.Answered,

        // It is answered by naming another number.
        ["live-forward"] = AmiCallResult.Failed,
    };

    /// <summary>Console commands that make the extensions and members of queue sales who answer fast.</summary>
    internal static IEnumerable<string> Commands(int sipPort)
    {
        string[] lines =
        [
            "live-answer,1,Answer()", "live-answer,2,Wait(1)", "live-answer,3,Hangup(16)",
            "live-dial,1,Dial(Local/answer@test,30,S(1))", "live-dial,2,Hangup()",
            "live-unanswered,1,Dial(Local/noanswer@test,1)", "live-unanswered,2,Hangup()",
            "live-ring,1,Dial(Local/noanswer@test,30)", "live-ring,2,Hangup()",
            "live-local,1,Dial(Local/live-out@test,30)", "live-local,2,Hangup()",
            "live-out,1,Dial(PJSIP/trunk/sip:live-answer@127.0.0.1:{0},30)", "live-out,2,Hangup()",
            "live-forwarded,1,Dial(PJSIP/trunk/sip:live-forward@127.0.0.1:{0},30)", "live-forwarded,2,Hangup()",
            "live-forward,1,Transfer(PJSIP/sip:live-answer@127.0.0.1:{0})",
            "live-transfer,1,Dial(Local/answer@test,30,tT)", "live-transfer,2,Hangup()",
            "live-conference,1,Answer()", "live-conference,2,ConfBridge(live-room,test_bridge,test_user)",
            "live-pickme,1,Dial(Local/noanswer@test,15)", "live-pickme,2,Hangup()",
            "live-pick,1,PickupChan(${{TARGET}})", "live-pick,2,Hangup()",

            // Not live-agent: n, x and z stand for digits in a pattern.
            "_seatX,1,Ringing()", "_seatX,2,Wait(0.2)", "_seatX,3,Answer()", "_seatX,4,Wait(3600)",
        ];
        foreach (string line in lines.Concat(SippCalls.Extensions))
        {
            yield return $"dialplan add extension {string.Format(CultureInfo.InvariantCulture, line, sipPort)} into test replace";
        }

        for (int i = 0; i < Members; i++)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"queue add member Local/seat{i}@test to sales");
        }
    }

    internal static string ChannelOf(CallKind kind, int sipPort) =>
        kind.Channel.Replace("{0}", sipPort.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
