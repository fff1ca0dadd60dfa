using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Shows all in a conference the picture of one member.</summary>
[Cmdlet(VerbsCommon.Set, "AmiConferenceVideoSource", SupportsShouldProcess = true)]
[SendsAction("ConfbridgeSetSingleVideoSrc")]
[OutputType(typeof(void))]
public sealed class SetAmiConferenceVideoSourceCommand : AmiConferenceMemberCmdlet
{
    private protected override string Operation => "Show to all";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string channel, CancellationToken cancellation) =>
        session.SetConferenceVideoSource(Conference, channel, cancellation);
}
