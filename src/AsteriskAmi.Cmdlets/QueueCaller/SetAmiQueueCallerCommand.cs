using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sets the priority of those who wait in queues.</summary>
[Cmdlet(VerbsCommon.Set, "AmiQueueCaller", SupportsShouldProcess = true)]
[SendsAction("QueueChangePriorityCaller")]
[OutputType(typeof(AmiQueueCaller))]
public sealed class SetAmiQueueCallerCommand : AmiQueueCallerCmdlet
{
    /// <summary>The priority; callers with a higher one are served first.</summary>
    [Parameter(Mandatory = true)]
    public int Priority { get; set; }

    /// <summary>Gives the callers back, as they wait then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Operation => $"Set priority {Priority}";

    /// <inheritdoc/>
    private protected override IEnumerable<object> Work(AmiSession session, string channel, CancellationToken cancellation)
    {
        session.SetQueueCallerPriority(Queue, channel, Priority, cancellation);
        AmiQueueCaller[] callers = session.GetQueues(Queue, cancellation).SelectMany(queue => queue.Callers).ToArray();
        if (Array.Find(callers, one => string.Equals(one.Channel, channel, StringComparison.OrdinalIgnoreCase)) is not AmiQueueCaller caller)
        {
            // It has left meanwhile.
            yield break;
        }

        if (Array.Exists(callers, other => other.Position < caller.Position && other.Priority < caller.Priority))
        {
            yield return new WarningRecord(
                $"{channel} has the priority {Priority} now but keeps its place: {session.Name} regards it only for callers who come later. Versions of Asterisk since the end of 2023 move the caller at once.");
        }

        if (PassThru)
        {
            yield return caller;
        }
    }
}
