using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Puts members out of conferences.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiConferenceMember", SupportsShouldProcess = true)]
[SendsAction("ConfbridgeKick")]
[OutputType(typeof(void))]
public sealed class RemoveAmiConferenceMemberCommand : AmiConferenceMemberCmdlet
{
    private protected override string Operation => "Put out";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string channel, CancellationToken cancellation) =>
        session.RemoveConferenceMember(Conference, channel, cancellation);
}
