using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Cmdlets;

/// <summary>Begins to write the traffic of a session to a file.</summary>
[Cmdlet(VerbsLifecycle.Start, "AmiTranscript", SupportsShouldProcess = true)]
[OutputType(typeof(AmiTranscript))]
public sealed class StartAmiTranscriptCommand : AmiSessionCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Goes on with a file that exists.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Writes a file that is read-only, and makes the folder.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Refuses a file that exists.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Gives the transcript back.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>By the pipeline: sessions, their names (wildcards allowed) or Ids, or objects of Get-AmiServer.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        if (sessions.Count > 1)
        {
            WriteFailure(
                AmiErrorCode.AmbiguousSession,
                $"A file takes the transcript of one session, and these were given: {SessionRegistry.Names(sessions)}. Give each a -Path of its own.",
                Path);
            return;
        }

        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (ShouldProcess(path, $"Write the transcript of session {sessions[0].Name}"))
        {
            Guard(path, () => Start(sessions[0], path));
        }
    }

    private void Start(AmiSession session, string path)
    {
        try
        {
            if (Force)
            {
                MakeWritable(path);
            }

            FileMode mode = NoClobber && !Append ? FileMode.CreateNew : Append ? FileMode.Append : FileMode.Create;
            AmiTranscript transcript = AmiTranscript.Start(session, path, mode);
            TranscriptRegistry.Add(transcript);
            if (PassThru)
            {
                WriteObject(transcript);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            bool exists = NoClobber && File.Exists(path);
            WriteError(new ErrorRecord(
                new IOException($"The transcript cannot be written to '{path}': {e.Message}", e),
                exists ? "NoClobber" : "FileOpenFailure",
                exists ? ErrorCategory.ResourceExists : ErrorCategory.OpenError,
                path));
        }
    }

    private static void MakeWritable(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? path);
        if (File.Exists(path))
        {
            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        }
    }
}
