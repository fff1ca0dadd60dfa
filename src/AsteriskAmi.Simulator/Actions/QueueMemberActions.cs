using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Pbx;
using AsteriskAmi.Simulator.Queues;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>What is done to the members of queues.</summary>
internal static class QueueMemberActions
{
    internal static void Register(Action<string, int, ActionHandler> add)
    {
        add("QueueAdd", EventClasses.Agent, QueueAdd);
        add("QueueMemberRingInUse", EventClasses.Agent, QueueMemberRingInUse);
        add("QueuePause", EventClasses.Agent, QueuePause);
        add("QueuePenalty", EventClasses.Agent, QueuePenalty);
        add("QueueRemove", EventClasses.Agent, QueueRemove);
    }

    private static void QueueAdd(ActionContext context)
    {
        if (!context.Has("Queue"))
        {
            context.Error("'Queue' not specified.");
            return;
        }

        if (!context.Has("Interface"))
        {
            context.Error("'Interface' not specified.");
            return;
        }

        CallQueue? queue = context.Pbx.FindQueue(context["Queue"]);
        string name = context["Interface"];
        if (queue is null)
        {
            context.Error("Unable to add interface to queue: No such queue");
            return;
        }

        if (queue.Find(name) is not null)
        {
            context.Error("Unable to add interface: Already there");
            return;
        }

        _ = int.TryParse(context["Penalty"], NumberStyles.Integer, CultureInfo.InvariantCulture, out int penalty);
        var member = new QueueMember(
            context.Has("MemberName") ? context["MemberName"] : name,
            name,
            context.Has("StateInterface") ? context["StateInterface"] : name,
            isDynamic: true)
        {
            Penalty = Math.Max(0, penalty),
            Paused = context.IsTrue("Paused"),
        };
        member.LastPause = member.Paused ? member.LoginTime : 0;
        queue.Members.Add(member);
        context.Success("Added interface to queue");
        queue.PublishMember("QueueMemberAdded", member);
    }

    private static void QueueRemove(ActionContext context)
    {
        if (!context.Has("Queue") || !context.Has("Interface"))
        {
            context.Error("Need 'Queue' and 'Interface' parameters.");
            return;
        }

        CallQueue? queue = context.Pbx.FindQueue(context["Queue"]);
        QueueMember? member = queue?.Find(context["Interface"]);
        if (queue is null)
        {
            context.Error("Unable to remove interface from queue: No such queue");
        }
        else if (member is null)
        {
            context.Error("Unable to remove interface: Not there");
        }
        else if (!member.IsDynamic)
        {
            context.Error("Member not dynamic");
        }
        else
        {
            queue.Members.Remove(member);
            context.Success("Removed interface from queue");
            queue.PublishMember("QueueMemberRemoved", member);
        }
    }

    private static void QueuePause(ActionContext context)
    {
        if (!context.Has("Interface") || !context.Has("Paused"))
        {
            context.Error("Need 'Interface' and 'Paused' parameters.");
            return;
        }

        bool paused = context.IsTrue("Paused");
        List<(CallQueue Queue, QueueMember Member)> found = Find(context);
        if (found.Count == 0)
        {
            context.Error("Interface not found");
            return;
        }

        context.Success(paused ? "Interface paused successfully" : "Interface unpaused successfully");
        foreach ((CallQueue queue, QueueMember member) in found)
        {
            member.Paused = paused;
            member.PausedReason = paused ? context["Reason"] : string.Empty;
            if (paused)
            {
                member.LastPause = PbxState.UnixSeconds(DateTime.UtcNow);
            }

            context.Pbx.DeviceStates.Set(
                "Queue:" + queue.Name + "_pause_" + member.Interface,
                paused ? DeviceStates.InUse : DeviceStates.NotInUse);
            queue.PublishMember("QueueMemberPause", member);
        }
    }

    private static void QueuePenalty(ActionContext context)
    {
        if (!context.Has("Interface") || !context.Has("Penalty"))
        {
            context.Error("Need 'Interface' and 'Penalty' parameters.");
            return;
        }

        _ = int.TryParse(context["Penalty"], NumberStyles.Integer, CultureInfo.InvariantCulture, out int penalty);
        List<(CallQueue Queue, QueueMember Member)> found = Find(context);
        if (found.Count == 0 || penalty < 0)
        {
            context.Error("Invalid interface, queuename or penalty");
            return;
        }

        context.Success("Interface penalty set successfully");
        foreach ((CallQueue queue, QueueMember member) in found)
        {
            member.Penalty = penalty;
            queue.PublishMember("QueueMemberPenalty", member);
        }
    }

    private static void QueueMemberRingInUse(ActionContext context)
    {
        if (!context.Has("Interface") || !context.Has("RingInUse"))
        {
            context.Error("Need 'Interface' and 'RingInUse' parameters.");
            return;
        }

        List<(CallQueue Queue, QueueMember Member)> found = Find(context);
        if (found.Count == 0)
        {
            context.Error("Invalid interface, queuename, or ringinuse value\n");
            return;
        }

        context.Success("Interface ringinuse set successfully");
        foreach ((CallQueue queue, QueueMember member) in found)
        {
            member.RingInUse = context.IsTrue("RingInUse");
            queue.PublishMember("QueueMemberRinginuse", member);
        }
    }

    /// <summary>The member in the queue that is named, or in all of them.</summary>
    private static List<(CallQueue Queue, QueueMember Member)> Find(ActionContext context) => context.Pbx.Queues
        .Where(queue => !context.Has("Queue") || string.Equals(queue.Name, context["Queue"], StringComparison.OrdinalIgnoreCase))
        .Select(queue => (Queue: queue, Member: queue.Find(context["Interface"])!))
        .Where(pair => pair.Member is not null)
        .ToList();
}
