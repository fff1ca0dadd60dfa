using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Takes members out of queues.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiQueueMember", SupportsShouldProcess = true)]
[SendsAction("QueueRemove")]
[OutputType(typeof(void))]
public sealed class RemoveAmiQueueMemberCommand : AmiQueueMemberCmdlet
{
    /// <summary>The queues' names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public override string[]? Queue { get; set; }

    private protected override string Operation => "Remove queue member";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string interfaceName, string? queue, CancellationToken cancellation) =>
        session.RemoveQueueMember(interfaceName, queue!, cancellation);
}
