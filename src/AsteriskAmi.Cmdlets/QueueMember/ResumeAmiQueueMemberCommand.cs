using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets paused members of queues take calls again.</summary>
[Cmdlet(VerbsLifecycle.Resume, "AmiQueueMember", SupportsShouldProcess = true)]
[SendsAction("QueuePause")]
[OutputType(typeof(AmiQueueMember))]
public sealed class ResumeAmiQueueMemberCommand : AmiQueueMemberChangeCmdlet
{
    private protected override string Operation => "Unpause queue member";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string interfaceName, string? queue, CancellationToken cancellation) =>
        session.PauseQueueMember(interfaceName, queue, false, null, cancellation);
}
