using System.Collections.Generic;

namespace AsteriskAmi.Simulator.Calls;

/// <summary>The causes (Q.850) with which calls end, and the texts that go with them.</summary>
internal static class HangupCauses
{
    internal const int None = 0;
    internal const int NoRoute = 3;
    internal const int Normal = 16;
    internal const int Busy = 17;
    internal const int NoAnswer = 19;
    internal const int Unregistered = 20;
    internal const int Congestion = 34;

    private static readonly Dictionary<int, string> _texts = new()
    {
        [1] = "Unallocated (unassigned) number",
        [2] = "No route to specified transmit network",
        [NoRoute] = "No route to destination",
        [6] = "Channel unacceptable",
        [Normal] = "Normal Clearing",
        [Busy] = "User busy",
        [18] = "No user responding",
        [NoAnswer] = "User alerting, no answer",
        [Unregistered] = "Subscriber absent",
        [21] = "Call Rejected",
        [22] = "Number changed",
        [26] = "Answered elsewhere",
        [27] = "Destination out of order",
        [28] = "Invalid number format",
        [31] = "Normal, unspecified",
        [Congestion] = "Circuit/channel congestion",
        [38] = "Network out of order",
        [41] = "Temporary failure",
        [42] = "Switch congestion",
        [127] = "Interworking, unspecified",
    };

    internal static string Text(int cause) => _texts.TryGetValue(cause, out string? text) ? text : "Unknown";

    /// <summary>What a Dial reports about somebody who hung up with this cause before the call was answered.</summary>
    internal static string ToDialStatus(int cause) => cause switch
    {
        Busy => "BUSY",
        Congestion => "CONGESTION",
        NoRoute or Unregistered => "CHANUNAVAIL",
        _ => "NOANSWER",
    };
}
