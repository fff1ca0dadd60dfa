using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Recording;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Begins to record channels.</summary>
[Cmdlet(VerbsLifecycle.Start, "AmiRecording", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("MixMonitor")]
[OutputType(typeof(AmiRecording))]
public sealed class StartAmiRecordingCommand : AmiChannelCmdlet
{
    /// <summary>The file on the server, whose ending says the format; made from the channel's name and the time unless given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? File { get; set; }

    /// <summary>Options of the dialplan application MixMonitor.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Options { get; set; }

    private protected override string Operation => "Record";

    /// <inheritdoc/>
    private protected override IEnumerable<object> Work(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        yield return session.StartRecording(channel.Name, File, Options, cancellation);
    }
}
