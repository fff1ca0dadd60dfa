using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Bridges;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Takes channels out of their bridges.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "AmiBridgeChannel", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("BridgeKick")]
[OutputType(typeof(AmiBridgeChannel), typeof(AmiChannel), typeof(string))]
public sealed class DisconnectAmiBridgeChannelCommand : AmiChannelActionCmdlet
{
    /// <summary>The bridge that a channel must be in; whatever it is in unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("BridgeUniqueid")]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string? BridgeId { get; set; }

    private protected override string Operation => "Take out of its bridge";

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        session.RemoveFromBridge(channel.Name, BridgeId, cancellation);
        return null;
    }
}
