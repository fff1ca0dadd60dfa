using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Net;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Connects to a server and logs in.</summary>
[Cmdlet(VerbsCommunications.Connect, "Ami")]
[SendsAction("Login", "Challenge")]
[OutputType(typeof(AmiSession))]
public sealed class ConnectAmiCommand : AmiCmdlet
{
    // The hosts that the user has been warned of, in this process.
    private static readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The server's name or address.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Host", "HostName", "Server")]
    [ValidateNotNullOrEmpty]
    public string ComputerName { get; set; } = "localhost";

    /// <summary>The account and its secret.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The server's port; 0 for the usual one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NumberArgument(0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Whether to encrypt the connection.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SwitchArgument]
    public SwitchParameter UseTls { get; set; }

    /// <summary>A PEM file with the only authorities to trust.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CACertificate { get; set; }

    /// <summary>The thumbprint of the only certificate to take.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CertificateThumbprint { get; set; }

    /// <summary>Whether to take any certificate.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>A name for the session.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Name { get; set; }

    /// <summary>How long connecting and logging in may take together, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>How long the server may stay silent while an action of this session waits, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int ActionTimeoutSeconds { get; set; } = 10;

    /// <summary>Ends the session when its connection is lost, instead of connecting again.</summary>
    [Parameter]
    public SwitchParameter NoReconnect { get; set; }

    /// <summary>How long to try to connect again before the session is given up, in seconds; without end unless given.</summary>
    [Parameter]
    [ValidateRange(1, 31_536_000)]
    public int MaxReconnectSeconds { get; set; }

    /// <summary>After how many seconds of silence to ask the server whether it is still there; 0 for never.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int KeepAliveSeconds { get; set; } = 30;

    /// <summary>How many connections to open beside the first for actions that would have to wait behind others.</summary>
    [Parameter]
    [ValidateRange(0, 64)]
    public int PoolSize { get; set; } = AmiConnectOptions.DefaultPoolSize;

    /// <summary>How many actions to send a second at the most, all users of the session together; 0 for no limit.</summary>
    [Parameter]
    [ValidateRange(0, 100_000)]
    public int MaxActionsPerSecond { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (string.IsNullOrEmpty(Credential.UserName))
        {
            WriteFailure(AmiErrorCode.AuthenticationFailed, "The credential has no user name. Give one with -Credential (Get-Credential).", ComputerName);
            return;
        }

        if (!UseTls && !IsLoopback(ComputerName) && _warned.TryAdd(ComputerName, true))
        {
            WriteWarning($"The connection to {ComputerName} is not encrypted: whoever can read the network sees all calls and events. The secret itself is not sent where the server takes an MD5 challenge. Give -UseTls if the server has tlsenable=yes in its manager.conf.");
        }

        Guard(ComputerName, () =>
        {
            SessionRegistry.RefuseTaken(Name);
            var options = new AmiConnectOptions(Credential.UserName, Credential.GetNetworkCredential().Password)
            {
                ComputerName = ComputerName,
                UseTls = UseTls,
                CACertificate = string.IsNullOrEmpty(CACertificate) ? null : FilePath(CACertificate!),
                CertificateThumbprint = string.IsNullOrEmpty(CertificateThumbprint) ? null : CertificateThumbprint,
                SkipCertificateCheck = SkipCertificateCheck,
                Name = string.IsNullOrEmpty(Name) ? null : Name,
                ConnectTimeout = TimeSpan.FromSeconds(TimeoutSeconds),
                ActionTimeout = TimeSpan.FromSeconds(ActionTimeoutSeconds),
                Reconnect = !NoReconnect,
                MaxReconnectTime = MaxReconnectSeconds > 0 ? TimeSpan.FromSeconds(MaxReconnectSeconds) : Timeout.InfiniteTimeSpan,
                KeepAliveInterval = TimeSpan.FromSeconds(KeepAliveSeconds),
                PoolSize = PoolSize,
                MaxActionsPerSecond = MaxActionsPerSecond,
            };
            if (Port != 0)
            {
                options.Port = Port;
            }

            WriteVerbose($"Connecting to {ComputerName}:{options.Port} as {Credential.UserName}{(UseTls ? " by TLS" : string.Empty)}.");
            AmiSession session = AmiSession.Connect(options, StopToken);
            SessionRegistry.Add(session);
            WriteObject(session);
        });
    }

    /// <summary>The file that a path of PowerShell stands for.</summary>
    private string FilePath(string path)
    {
        try
        {
            string file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem"
                ? file
                : throw new AmiException(AmiErrorCode.TlsFailed, $"The path '{path}' of -CACertificate leads to no file but into {provider.Name}.");
        }
        catch (SessionStateException e)
        {
            throw new AmiException(AmiErrorCode.TlsFailed, $"The path '{path}' of -CACertificate leads nowhere: {e.Message}", e);
        }
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
