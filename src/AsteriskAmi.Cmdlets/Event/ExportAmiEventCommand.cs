using System;
using System.IO;
using System.Management.Automation;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Cmdlets;

/// <summary>Writes the events of a pipeline to a file, one line of JSON each.</summary>
[Cmdlet(VerbsData.Export, "AmiEvent", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportAmiEventCommand : PSCmdlet, IDisposable
{
    private EventFile? _file;
    private bool _isRefused;

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The events.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AmiMessage? InputObject { get; set; }

    /// <summary>How long the file may grow, in bytes, before it is renamed and a new one begins; for ever unless given.</summary>
    [Parameter]
    [ValidateRange(1024, long.MaxValue)]
    public long Rotate { get; set; } = long.MaxValue;

    /// <summary>Goes on with a file that exists.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Refuses a file that exists.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, "Export events"))
        {
            _isRefused = true;
            return;
        }

        FileMode mode = NoClobber && !Append ? FileMode.CreateNew : Append ? FileMode.Append : FileMode.Create;
        Try(path, () => _file = new EventFile(path, mode, Rotate));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!_isRefused)
        {
            Try(Path, () => _file!.Write(InputObject!, DateTimeOffset.Now));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Try(Path, Dispose);

    /// <summary>Does something with the file. What fails ends the command: events that are not written are lost.</summary>
    private void Try(string path, Action what)
    {
        try
        {
            what();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            bool exists = NoClobber && File.Exists(path);
            ThrowTerminatingError(new ErrorRecord(
                new IOException($"The events cannot be written to '{path}': {e.Message}", e),
                exists ? "NoClobber" : "FileOpenFailure",
                exists ? ErrorCategory.ResourceExists : ErrorCategory.WriteError,
                path));
        }
    }
}
