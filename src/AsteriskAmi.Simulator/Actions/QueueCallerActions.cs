using System;
using System.Globalization;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Queues;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>What is done to those who wait in queues.</summary>
internal static class QueueCallerActions
{
    internal static void Register(Action<string, int, ActionHandler> add)
    {
        add("QueueChangePriorityCaller", EventClasses.None, ChangePriority);
        add("QueueWithdrawCaller", EventClasses.None, Withdraw);
    }

    private static void ChangePriority(ActionContext context)
    {
        if (MissesHeader(context, "Priority"))
        {
            return;
        }

        if (!int.TryParse(context["Priority"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int priority))
        {
            context.Error("'Priority' need integer.");
            return;
        }

        if (Find(context, "Unable to change priority caller on queue: ") is not (CallQueue queue, QueueCaller caller))
        {
            return;
        }

        caller.Priority = priority;
        if (context.IsTrue("Immediate"))
        {
            queue.Callers.Remove(caller);
            queue.Enter(caller);
        }

        context.Success("Priority change for caller on queue");
    }

    private static void Withdraw(ActionContext context)
    {
        if (!MissesHeader(context, null)
            && Find(context, "Unable to request withdraw from queue: ") is (CallQueue, QueueCaller caller))
        {
            context.Success("Withdraw requested successfully");
            caller.Withdraw(context["WithdrawInfo"]);
        }
    }

    private static bool MissesHeader(ActionContext context, string? third)
    {
        foreach (string? header in new[] { "Queue", "Caller", third })
        {
            if (header is not null && !context.Has(header))
            {
                context.Error("'" + header + "' not specified.");
                return true;
            }
        }

        return false;
    }

    private static (CallQueue Queue, QueueCaller Caller)? Find(ActionContext context, string refusal)
    {
        CallQueue? queue = context.Pbx.FindQueue(context["Queue"]);
        QueueCaller? caller = queue?.Callers.Find(
            waiting => string.Equals(waiting.Channel.Name, context["Caller"], StringComparison.OrdinalIgnoreCase));
        if (queue is not null && caller is not null)
        {
            return (queue, caller);
        }

        context.Error(refusal + (queue is null ? "No such queue" : "No such caller"));
        return null;
    }
}
