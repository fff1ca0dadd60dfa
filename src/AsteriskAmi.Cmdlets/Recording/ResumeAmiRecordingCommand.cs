using System.Management.Automation;
using AsteriskAmi.Calls;
using AsteriskAmi.Recording;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets recordings take sound again.</summary>
[Cmdlet(VerbsLifecycle.Resume, "AmiRecording", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("MixMonitorMute")]
[OutputType(typeof(AmiRecording), typeof(AmiChannel), typeof(string))]
public sealed class ResumeAmiRecordingCommand : AmiRecordingMuteCmdlet
{
    private protected override string Operation => "Go on recording";

    private protected override bool Muted => false;
}
