using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets members of queues take no calls for a while.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "AmiQueueMember", SupportsShouldProcess = true)]
[SendsAction("QueuePause")]
[OutputType(typeof(AmiQueueMember))]
public sealed class SuspendAmiQueueMemberCommand : AmiQueueMemberChangeCmdlet
{
    /// <summary>Why.</summary>
    [Parameter]
    public string? Reason { get; set; }

    private protected override string Operation => "Pause queue member";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string interfaceName, string? queue, CancellationToken cancellation) =>
        session.PauseQueueMember(interfaceName, queue, true, Reason, cancellation);
}
