using System;
using System.IO;
using System.Management.Automation;
using System.Net.Sockets;
using System.Security;
using AsteriskAmi.Simulator;

namespace AsteriskAmi.Cmdlets;

/// <summary>Starts an embedded PBX on this machine, to try things without an Asterisk.</summary>
[Cmdlet(VerbsLifecycle.Start, "AmiSimulator", SupportsShouldProcess = true)]
[OutputType(typeof(AmiSimulator))]
public sealed class StartAmiSimulatorCommand : AmiCmdlet
{
    /// <summary>The port to listen on at 127.0.0.1; a free one unless given.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>A transcript of Start-AmiTranscript to play instead of being a PBX.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Transcript { get; set; }

    /// <summary>Lets the transcript's answers and events come as late as they came when it was written.</summary>
    [Parameter]
    public SwitchParameter RecordedTiming { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Port == 0 ? "127.0.0.1, a free port" : $"127.0.0.1:{Port}", "Start a simulated PBX"))
        {
            return;
        }

        var options = new AmiSimulatorOptions
        {
            Port = Port,
            Transcript = Transcript is null ? null : GetUnresolvedProviderPathFromPSPath(Transcript),
            RecordedTiming = RecordedTiming,
        };
        AmiSimulator simulator;
        try
        {
            simulator = AmiSimulator.Start(options);
        }
        catch (SocketException e)
        {
            WriteError(AmiErrors.Record(
                new AmiException(AmiErrorCode.ConnectionFailed, $"Cannot listen on 127.0.0.1:{Port} ({e.Message}). Choose another port, or leave it out to have a free one.", e),
                Port));
            return;
        }

        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            WriteError(new ErrorRecord(
                new IOException($"The transcript '{options.Transcript}' cannot be played: {e.Message}", e),
                e is FormatException ? "InvalidTranscript" : "FileOpenFailure",
                e is FormatException ? ErrorCategory.InvalidData : ErrorCategory.OpenError,
                options.Transcript));
            return;
        }

        SimulatorRegistry.Add(simulator);

        // With its credential, so that it can be piped into Connect-Ami.
        var output = new PSObject(simulator);
        output.Properties.Add(new PSNoteProperty("Credential", CredentialOf(options.Accounts[0])));
        WriteObject(output);
    }

    private static PSCredential CredentialOf(AmiSimulatorAccount account)
    {
        var secret = new SecureString();
        foreach (char c in account.Secret)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return new PSCredential(account.UserName, secret);
    }
}
