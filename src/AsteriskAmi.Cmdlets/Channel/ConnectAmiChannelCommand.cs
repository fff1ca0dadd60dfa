using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Connects two channels with each other.</summary>
[Cmdlet(VerbsCommunications.Connect, "AmiChannel", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("Bridge")]
[OutputType(typeof(AmiChannel), typeof(string))]
public sealed class ConnectAmiChannelCommand : AmiChannelActionCmdlet
{
    /// <summary>The channel to connect it with.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("To")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string OtherChannel { get; set; } = string.Empty;

    /// <summary>Which of them hear a tone first: No, Channel1 (the one that is named first), Channel2, Both.</summary>
    [Parameter]
    public AmiBridgeTone Tone { get; set; }

    private protected override string Operation => "Connect with " + OtherChannel;

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        session.Bridge(channel.Name, OtherChannel, Tone, cancellation);
        return null;
    }
}
