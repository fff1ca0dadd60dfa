using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Queues;

/// <summary>One member of a queue.</summary>
internal sealed class QueueMember
{
    internal QueueMember(string name, string interfaceName, string stateInterface, bool isDynamic)
    {
        Name = name;
        Interface = interfaceName;
        StateInterface = stateInterface;
        IsDynamic = isDynamic;
    }

    internal string Name { get; }

    internal string Interface { get; }

    internal string StateInterface { get; }

    internal bool IsDynamic { get; }

    internal int Penalty { get; set; }

    internal int CallsTaken { get; set; }

    /// <summary>When the last call ended, in seconds since 1970; 0 for never. So are the others.</summary>
    internal long LastCall { get; set; }

    internal long LastPause { get; set; }

    internal long LoginTime { get; } = PbxState.UnixSeconds(DateTime.UtcNow);

    internal bool InCall { get; set; }

    internal bool Paused { get; set; }

    internal string PausedReason { get; set; } = string.Empty;

    internal bool RingInUse { get; set; }
}

/// <summary>One caller who waits in a queue.</summary>
internal sealed class QueueCaller
{
    /// <param name="channel">The caller's channel.</param>
    /// <param name="withdraw">Takes the caller out of the queue; what it is given goes into a variable of the channel.</param>
    internal QueueCaller(Channel channel, Action<string> withdraw)
    {
        Channel = channel;
        Withdraw = withdraw;
    }

    internal Channel Channel { get; }

    internal Action<string> Withdraw { get; }

    internal int Priority { get; set; }

    internal int OriginalPosition { get; set; }

    internal DateTime Since { get; } = DateTime.UtcNow;

    internal long WaitSeconds => (long)(DateTime.UtcNow - Since).TotalSeconds;
}

/// <summary>One queue: its settings, members, callers and counters.</summary>
internal sealed class CallQueue
{
    private readonly PbxState _pbx;

    internal CallQueue(PbxState pbx, string name, string strategy)
    {
        _pbx = pbx;
        Name = name;
        Strategy = strategy;
    }

    internal string Name { get; }

    internal string Strategy { get; }

    internal int Max { get; set; }

    internal int ServiceLevel { get; set; }

    internal int Weight { get; set; }

    internal int HoldTime { get; set; }

    internal int TalkTime { get; set; }

    internal int Completed { get; set; }

    internal int Abandoned { get; set; }

    internal int CompletedInServiceLevel { get; set; }

    internal int AbandonedInServiceLevel { get; set; }

    internal List<QueueMember> Members { get; } = new();

    internal List<QueueCaller> Callers { get; } = new();

    /// <summary>The share of completed calls that were taken in time, in percent.</summary>
    internal double ServiceLevelPercent => Completed == 0 ? 0 : 100.0 * CompletedInServiceLevel / Completed;

    /// <summary>The share of all calls that were taken or given up in time, in percent.</summary>
    internal double ServiceLevelPercent2 => Completed + Abandoned == 0
        ? 0
        : 100.0 * (CompletedInServiceLevel + AbandonedInServiceLevel) / (Completed + Abandoned);

    /// <summary>Puts a caller behind those of the same and of a higher priority.</summary>
    internal void Enter(QueueCaller caller)
    {
        int behind = Callers.FindIndex(other => other.Priority < caller.Priority);
        Callers.Insert(behind < 0 ? Callers.Count : behind, caller);
    }

    internal int Position(QueueCaller caller) => Callers.IndexOf(caller) + 1;

    internal int Status(QueueMember member) => _pbx.DeviceStates.QueueNumber(member.StateInterface);

    internal QueueMember? Find(string interfaceName) =>
        Members.FirstOrDefault(member => string.Equals(member.Interface, interfaceName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Members who can be called now, those of the lowest penalty first.</summary>
    internal IReadOnlyList<QueueMember> Available() => Members
        .Where(member => !member.Paused && !member.InCall && Status(member) is 0 or 1)
        .OrderBy(member => member.Penalty)
        .ToList();

    /// <summary>Tells everybody about a member.</summary>
    internal void PublishMember(string eventName, QueueMember member) => _pbx.Publish(
        Frame.Event(eventName, EventClasses.Agent)
            .Add("Queue", Name)
            .Add("MemberName", member.Name)
            .Add("Interface", member.Interface)
            .Add("StateInterface", member.StateInterface)
            .Add("Membership", member.IsDynamic ? "dynamic" : "static")
            .Add("Penalty", member.Penalty)
            .Add("CallsTaken", member.CallsTaken)
            .Add("LastCall", member.LastCall)
            .Add("LastPause", member.LastPause)
            .Add("LoginTime", member.LoginTime)
            .Add("InCall", member.InCall ? 1 : 0)
            .Add("Status", Status(member))
            .Add("Paused", member.Paused ? 1 : 0)
            .Add("PausedReason", member.PausedReason)
            .Add("Ringinuse", member.RingInUse ? 1 : 0)
            .Add("Wrapuptime", 0));

    /// <summary>A mean in which what is new counts for a quarter, as Asterisk keeps it; the first value counts whole.</summary>
    internal static int Average(int old, long value) => old == 0 ? (int)value : (int)(((old * 3L) + value) / 4);

    internal void ResetStatistics()
    {
        HoldTime = TalkTime = Completed = Abandoned = CompletedInServiceLevel = AbandonedInServiceLevel = 0;
        foreach (QueueMember member in Members)
        {
            member.CallsTaken = 0;
            member.LastCall = 0;
        }
    }
}
