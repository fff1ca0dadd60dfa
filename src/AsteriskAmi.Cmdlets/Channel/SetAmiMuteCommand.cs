using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Silences channels, or lets them be heard again.</summary>
[Cmdlet(VerbsCommon.Set, "AmiMute", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("MuteAudio")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class SetAmiMuteCommand : AmiChannelActionCmdlet
{
    private const string On = "On";

    /// <summary>Whether they are to be silent: On or Off.</summary>
    [Parameter(Position = 1)]
    [ValidateSet(On, "Off")]
    public string State { get; set; } = On;

    /// <summary>Which way: In is what the telephone says, Out what it hears, All both.</summary>
    [Parameter]
    public AmiMuteDirection Direction { get; set; }

    private bool Muted => string.Equals(State, On, System.StringComparison.OrdinalIgnoreCase);

    private protected override string Operation => (Muted ? "Mute " : "Unmute ") + Direction;

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        session.Mute(channel.Name, Direction, Muted, cancellation);
        return null;
    }
}
