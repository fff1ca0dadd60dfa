using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Mutes members of conferences, or lets them be heard again.</summary>
[Cmdlet(VerbsCommon.Set, "AmiConferenceMember", SupportsShouldProcess = true)]
[SendsAction("ConfbridgeMute", "ConfbridgeUnmute")]
[OutputType(typeof(AmiConferenceMember))]
public sealed class SetAmiConferenceMemberCommand : AmiConferenceMemberCmdlet
{
    /// <summary>Whether nobody is to hear them.</summary>
    [Parameter(Mandatory = true)]
    public bool Muted { get; set; }

    /// <summary>Gives the members back, as the server has them then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool GivesBack => PassThru;

    private protected override string Operation => Muted ? "Mute" : "Unmute";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string channel, CancellationToken cancellation)
    {
        if (Muted)
        {
            session.MuteConferenceMember(Conference, channel, cancellation);
        }
        else
        {
            session.UnmuteConferenceMember(Conference, channel, cancellation);
        }
    }
}
