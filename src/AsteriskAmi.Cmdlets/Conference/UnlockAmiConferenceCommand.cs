using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets everybody join conferences again.</summary>
[Cmdlet(VerbsCommon.Unlock, "AmiConference", SupportsShouldProcess = true)]
[SendsAction("ConfbridgeUnlock")]
[OutputType(typeof(void))]
public sealed class UnlockAmiConferenceCommand : AmiConferenceCmdlet
{
    private protected override string Operation => "Unlock";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string conference, CancellationToken cancellation) =>
        session.UnlockConference(conference, cancellation);
}
