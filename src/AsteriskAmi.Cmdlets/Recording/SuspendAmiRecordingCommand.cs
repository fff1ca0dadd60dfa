using System.Management.Automation;
using AsteriskAmi.Calls;
using AsteriskAmi.Recording;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets recordings take silence for a while.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "AmiRecording", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("MixMonitorMute")]
[OutputType(typeof(AmiRecording), typeof(AmiChannel), typeof(string))]
public sealed class SuspendAmiRecordingCommand : AmiRecordingMuteCmdlet
{
    private protected override string Operation => "Pause the recording";

    private protected override bool Muted => true;
}
