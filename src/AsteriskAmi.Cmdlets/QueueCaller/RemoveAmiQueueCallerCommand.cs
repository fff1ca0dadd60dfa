using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Takes those who wait out of their queues.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiQueueCaller", SupportsShouldProcess = true)]
[SendsAction("QueueWithdrawCaller")]
[OutputType(typeof(void))]
public sealed class RemoveAmiQueueCallerCommand : AmiQueueCallerCmdlet
{
    /// <summary>What the dialplan finds in QUEUE_WITHDRAW_INFO.</summary>
    [Parameter]
    [Alias("Reason")]
    public string? WithdrawInfo { get; set; }

    private protected override string Operation => "Take out of the queue";

    /// <inheritdoc/>
    private protected override IEnumerable<object> Work(AmiSession session, string channel, CancellationToken cancellation)
    {
        session.RemoveQueueCaller(Queue, channel, WithdrawInfo, cancellation);
        yield break;
    }
}
