using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Pbx;
using AsteriskAmi.Simulator.Queues;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>What the command "queue show" prints.</summary>
internal static class QueueText
{
    private static readonly string[] _states =
    {
        "Unknown", "Not in use", "In use", "Busy", "Invalid", "Unavailable", "Ringing", "Ring+Inuse", "On Hold",
    };

    internal static IEnumerable<string> Show(PbxState pbx, string name)
    {
        List<CallQueue> queues = pbx.Queues
            .Where(queue => name.Length == 0 || queue.Name == name)
            .OrderBy(queue => queue.Name, StringComparer.Ordinal)
            .ToList();
        if (queues.Count == 0)
        {
            yield return "No such queue: " + name + ".";
        }

        foreach (string line in queues.SelectMany(Show))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Show(CallQueue queue)
    {
        yield return Format(
            "{0} has {1} calls (max {2}) in '{3}' strategy ({4}s holdtime, {5}s talktime), W:{6}, C:{7}, A:{8}, SL:{9:F1}%, SL2:{10:F1}% within {11}s",
            queue.Name,
            queue.Callers.Count,
            queue.Max == 0 ? "unlimited" : Format("{0}", queue.Max),
            queue.Strategy,
            queue.HoldTime,
            queue.TalkTime,
            queue.Weight,
            queue.Completed,
            queue.Abandoned,
            queue.ServiceLevelPercent,
            queue.ServiceLevelPercent2,
            queue.ServiceLevel);
        yield return queue.Members.Count == 0 ? "   No Members" : "   Members: ";
        foreach (QueueMember member in queue.Members)
        {
            yield return "      " + Describe(queue, member);
        }

        yield return queue.Callers.Count == 0 ? "   No Callers" : "   Callers: ";
        foreach (QueueCaller caller in queue.Callers)
        {
            yield return Format(
                "      {0}. {1} (wait: {2}:{3:D2}, prio: {4})",
                queue.Position(caller),
                caller.Channel.Name,
                caller.WaitSeconds / 60,
                caller.WaitSeconds % 60,
                caller.Priority);
        }

        yield return string.Empty;
    }

    private static string Describe(CallQueue queue, QueueMember member)
    {
        long now = PbxState.UnixSeconds(DateTime.UtcNow);
        string place = member.StateInterface == member.Interface
            ? member.Interface
            : member.Interface + " from " + member.StateInterface;
        string name = member.Name == member.Interface ? place : member.Name + " (" + place + ")";
        string penalty = member.Penalty == 0 ? string.Empty : Format(" with penalty {0}", member.Penalty);
        string paused = !member.Paused
            ? string.Empty
            : Format(" (paused{0} was {1} secs ago)", member.PausedReason.Length == 0 ? string.Empty : ":" + member.PausedReason, now - member.LastPause);
        string calls = member.CallsTaken == 0
            ? "has taken no calls yet"
            : Format("has taken {0} calls (last was {1} secs ago)", member.CallsTaken, now - member.LastCall);
        return name + penalty
            + (member.RingInUse ? " (ringinuse enabled)" : " (ringinuse disabled)")
            + (member.IsDynamic ? " (dynamic)" : string.Empty)
            + paused
            + (member.InCall ? " (in call)" : string.Empty)
            + " (" + _states[queue.Status(member)] + ") "
            + calls
            + Format(" (login was {0} secs ago)", now - member.LoginTime);
    }

    private static string Format(string format, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);
}
