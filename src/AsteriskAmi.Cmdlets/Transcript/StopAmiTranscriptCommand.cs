using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Cmdlets;

/// <summary>Ends transcripts, and says what they hold.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmiTranscript", SupportsShouldProcess = true, DefaultParameterSetName = "Session")]
[OutputType(typeof(AmiTranscript))]
public sealed class StopAmiTranscriptCommand : AmiCmdlet
{
    /// <summary>The sessions whose transcripts to end; all of this runspace unless given.</summary>
    [Parameter(Position = 0, ParameterSetName = "Session")]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public AmiSession[]? Session { get; set; }

    /// <summary>The transcripts to end.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InputObject", ValueFromPipeline = true)]
    public AmiTranscript[] InputObject { get; set; } = Array.Empty<AmiTranscript>();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool given = ParameterSetName == "InputObject";
        AmiTranscript[] meant = given ? InputObject : TranscriptRegistry.All().Where(t => Session?.Contains(t.Session) != false).ToArray();
        if (meant.Length == 0)
        {
            WriteFailure(AmiErrorCode.NotFound, "No transcript is being written. Start-AmiTranscript starts one.", null);
        }

        foreach (AmiTranscript transcript in meant.Where(t => ShouldProcess(t.Path, "End the transcript")))
        {
            TranscriptRegistry.Stop(transcript);
            WriteObject(transcript);
            if (transcript.Failure is string why)
            {
                WriteError(new ErrorRecord(
                    new IOException($"The transcript of session '{transcript.Session.Name}' in '{transcript.Path}' is not whole: {why}"),
                    "FileWriteFailure",
                    ErrorCategory.WriteError,
                    transcript));
            }
        }
    }
}
