using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Ends the recording of conferences.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmiConferenceRecording", SupportsShouldProcess = true)]
[SendsAction("ConfbridgeStopRecord")]
[OutputType(typeof(void))]
public sealed class StopAmiConferenceRecordingCommand : AmiConferenceCmdlet
{
    private protected override string Operation => "End the recording";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string conference, CancellationToken cancellation) =>
        session.StopConferenceRecording(conference, cancellation);
}
