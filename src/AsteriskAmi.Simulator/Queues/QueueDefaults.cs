using System.Collections.Generic;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Queues;

/// <summary>The two queues of the simulator: those of the tests' Asterisk (tests/pbx/etc/queues.conf).</summary>
internal static class QueueDefaults
{
    /// <summary>How long a member rings, in seconds.</summary>
    internal const int RingSeconds = 15;

    /// <summary>How long a queue waits until it tries again, in seconds.</summary>
    internal const int RetrySeconds = 5;

    /// <summary>Creates the queues, in the order in which Asterisk lists them.</summary>
    internal static IReadOnlyList<CallQueue> Create(PbxState pbx)
    {
        var support = new CallQueue(pbx, "support", "rrmemory") { Max = 50, ServiceLevel = 60 };
        support.Members.Add(Member("agent3", "Agent Three", 0));
        support.Members.Add(Member("agent4", "Agent Four", 5));
        var sales = new CallQueue(pbx, "sales", "ringall") { ServiceLevel = 20, Weight = 1 };
        sales.Members.Add(Member("agent1", "Agent One", 0));
        sales.Members.Add(Member("agent2", "Agent Two", 1));
        return new[] { support, sales };
    }

    private static QueueMember Member(string agent, string name, int penalty) =>
        new(name, "Local/" + agent + "@agents", "Custom:" + agent, isDynamic: false) { Penalty = penalty };
}
