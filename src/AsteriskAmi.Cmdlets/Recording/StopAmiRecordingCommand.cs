using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Recording;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Ends recordings.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmiRecording", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("StopMixMonitor")]
[OutputType(typeof(AmiRecording), typeof(AmiChannel), typeof(string))]
public sealed class StopAmiRecordingCommand : AmiChannelActionCmdlet
{
    /// <summary>The recording's id; the one that was begun last unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MixMonitorId { get; set; }

    private protected override string Operation => "End the recording";

    /// <inheritdoc/>
    private protected override string? Act(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        session.StopRecording(channel.Name, MixMonitorId, cancellation);
        return null;
    }
}
