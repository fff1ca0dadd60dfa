using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets nobody join conferences but admins.</summary>
[Cmdlet(VerbsCommon.Lock, "AmiConference", SupportsShouldProcess = true)]
[SendsAction("ConfbridgeLock")]
[OutputType(typeof(void))]
public sealed class LockAmiConferenceCommand : AmiConferenceCmdlet
{
    private protected override string Operation => "Lock";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string conference, CancellationToken cancellation) =>
        session.LockConference(conference, cancellation);
}
