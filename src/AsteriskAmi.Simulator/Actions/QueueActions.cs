using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Queues;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>What queues there are and how they do.</summary>
internal static class QueueActions
{
    internal static void Register(Action<string, int, ActionHandler> add)
    {
        add("QueueLog", EventClasses.Agent, QueueLog);
        add("QueueReload", EventClasses.None, context => context.Success("Queue reloaded successfully"));
        add("QueueReset", EventClasses.None, QueueReset);
        add("QueueRule", EventClasses.None, QueueRule);
        add("QueueStatus", EventClasses.None, QueueStatus);
        add("QueueSummary", EventClasses.None, QueueSummary);
    }

    private static IEnumerable<CallQueue> Selected(ActionContext context) => context.Pbx.Queues.Where(
        queue => !context.Has("Queue") || string.Equals(queue.Name, context["Queue"], StringComparison.OrdinalIgnoreCase));

    private static void QueueStatus(ActionContext context)
    {
        context.StartList("Queue status will follow");
        foreach (CallQueue queue in Selected(context))
        {
            context.SendItem(context.WithActionId(Describe(queue)));
            foreach (QueueMember member in queue.Members.Where(member => IsWanted(context, member)))
            {
                context.SendItem(context.WithActionId(Describe(queue, member)));
            }

            foreach (QueueCaller caller in queue.Callers)
            {
                context.SendItem(context.WithActionId(Describe(queue, caller)));
            }
        }

        context.EndList("QueueStatusComplete");
    }

    private static bool IsWanted(ActionContext context, QueueMember member) =>
        !context.Has("Member") || context["Member"] == member.Name || context["Member"] == member.Interface;

    private static Frame Describe(CallQueue queue) => Frame.Item("QueueParams")
        .Add("Queue", queue.Name)
        .Add("Max", queue.Max)
        .Add("Strategy", queue.Strategy)
        .Add("Calls", queue.Callers.Count)
        .Add("Holdtime", queue.HoldTime)
        .Add("TalkTime", queue.TalkTime)
        .Add("Completed", queue.Completed)
        .Add("Abandoned", queue.Abandoned)
        .Add("ServiceLevel", queue.ServiceLevel)
        .Add("ServicelevelPerf", queue.ServiceLevelPercent.ToString("F1", CultureInfo.InvariantCulture))
        .Add("ServicelevelPerf2", queue.ServiceLevelPercent2.ToString("F1", CultureInfo.InvariantCulture))
        .Add("Weight", queue.Weight);

    private static Frame Describe(CallQueue queue, QueueMember member) => Frame.Item("QueueMember")
        .Add("Queue", queue.Name)
        .Add("Name", member.Name)
        .Add("Location", member.Interface)
        .Add("StateInterface", member.StateInterface)
        .Add("Membership", member.IsDynamic ? "dynamic" : "static")
        .Add("Penalty", member.Penalty)
        .Add("CallsTaken", member.CallsTaken)
        .Add("LastCall", member.LastCall)
        .Add("LastPause", member.LastPause)
        .Add("LoginTime", member.LoginTime)
        .Add("InCall", member.InCall ? 1 : 0)
        .Add("Status", queue.Status(member))
        .Add("Paused", member.Paused ? 1 : 0)
        .Add("PausedReason", member.PausedReason)
        .Add("Wrapuptime", 0);

    private static Frame Describe(CallQueue queue, QueueCaller caller) => Frame.Item("QueueEntry")
        .Add("Queue", queue.Name)
        .Add("Position", queue.Position(caller))
        .Add("Channel", caller.Channel.Name)
        .Add("Uniqueid", caller.Channel.Uniqueid)
        .Add("CallerIDNum", Or(caller.Channel.CallerIdNumber))
        .Add("CallerIDName", Or(caller.Channel.CallerIdName))
        .Add("ConnectedLineNum", Or(caller.Channel.ConnectedNumber))
        .Add("ConnectedLineName", Or(caller.Channel.ConnectedName))
        .Add("Wait", caller.WaitSeconds)
        .Add("Priority", caller.Priority);

    /// <summary>Queues say "unknown" without the angle brackets.</summary>
    private static string Or(string text) => text.Length == 0 ? "unknown" : text;

    private static void QueueSummary(ActionContext context)
    {
        context.StartList("Queue summary will follow");
        foreach (CallQueue queue in Selected(context))
        {
            // Members whose device is there are logged in, paused or not; the others could be called now.
            int loggedIn = queue.Members.Count(member => queue.Status(member) is not (4 or 5));
            int available = queue.Members.Count(member => queue.Status(member) is 0 or 1 && !member.Paused);
            context.SendItem(context.WithActionId(Frame.Item("QueueSummary")
                .Add("Queue", queue.Name)
                .Add("LoggedIn", loggedIn)
                .Add("Available", available)
                .Add("Callers", queue.Callers.Count)
                .Add("HoldTime", queue.HoldTime)
                .Add("TalkTime", queue.TalkTime)
                .Add("LongestHoldTime", queue.Callers.Select(caller => caller.WaitSeconds).DefaultIfEmpty(0).Max())));
        }

        context.EndList("QueueSummaryComplete");
    }

    private static void QueueReset(ActionContext context)
    {
        foreach (CallQueue queue in Selected(context))
        {
            queue.ResetStatistics();
        }

        context.Success("Queue stats reset successfully");
    }

    private static void QueueRule(ActionContext context)
    {
        Frame frame = context.Answer("Success");
        if (!context.Has("Rule") || context["Rule"] == "later")
        {
            frame.Add("RuleList", "later").Add("Rule", "30,5,+0");
        }

        // Here Asterisk ends its answer with two blank lines.
        context.Send(frame.AddBlankLine());
    }

    private static void QueueLog(ActionContext context)
    {
        if (context.Has("Queue") && context.Has("Event"))
        {
            context.Success("Event added successfully");
        }
        else
        {
            context.Error("Need 'Queue' and 'Event' parameters.");
        }
    }
}
