using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Begins to record conferences.</summary>
[Cmdlet(VerbsLifecycle.Start, "AmiConferenceRecording", SupportsShouldProcess = true)]
[SendsAction("ConfbridgeStartRecord")]
[OutputType(typeof(void))]
public sealed class StartAmiConferenceRecordingCommand : AmiConferenceCmdlet
{
    /// <summary>The file on the server, whose ending says the format; the one that the conference is set up with unless given.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? File { get; set; }

    private protected override string Operation => "Record";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string conference, CancellationToken cancellation) =>
        session.StartConferenceRecording(conference, File, cancellation);
}
