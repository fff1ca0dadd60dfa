using System;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Net;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that makes a connection of its own: the parameters that say where to and how.</summary>
public abstract class AmiEndpointCmdlet : AmiCmdlet
{
    /// <summary>The parameters that name a server by its host and port.</summary>
    protected const string AddressSet = "Address";

    /// <summary>The parameters that name a server by a URI.</summary>
    protected const string UriSet = "Uri";

    // The hosts that the user has been warned of, in this process.
    private static readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The server's name or address.</summary>
    [Parameter(Position = 0, ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Host", "HostName", "Server")]
    [ValidateNotNullOrEmpty]
    public string ComputerName { get; set; } = "localhost";

    /// <summary>The server's port; 0 for the usual one.</summary>
    [Parameter(ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [NumberArgument(0)]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Whether to encrypt the connection.</summary>
    [Parameter(ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [SwitchArgument]
    public SwitchParameter UseTls { get; set; }

    /// <summary>Where the server is, in one line.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UriCompleter))]
    public string? Uri { get; set; }

    /// <summary>A PEM file with the only authorities to trust.</summary>
    [Parameter(ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = UriSet, ValueFromPipelineByPropertyName = true)]
    public string? CACertificate { get; set; }

    /// <summary>The thumbprint of the only certificate to take.</summary>
    [Parameter(ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = UriSet, ValueFromPipelineByPropertyName = true)]
    public string? CertificateThumbprint { get; set; }

    /// <summary>Whether to take any certificate.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    [Parameter(ParameterSetName = UriSet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>The server, as errors name it.</summary>
    private protected string Target => Uri is null ? ComputerName : AmiUri.WithoutSecrets(Uri);

    /// <summary>The account and its secret.</summary>
    public abstract PSCredential Credential { get; set; }

    /// <summary>Where and as whom to connect, as the parameters say. An empty credential is nobody.</summary>
    /// <exception cref="AmiException">A parameter has a value that cannot be used.</exception>
    private protected AmiConnectOptions Endpoint()
    {
        bool isNobody = string.IsNullOrEmpty(Credential.UserName);
        string user = isNobody ? string.Empty : Credential.UserName;
        string secret = isNobody ? string.Empty : Credential.GetNetworkCredential().Password;
        AmiConnectOptions options = Uri is null
            ? new AmiConnectOptions(user, secret) { ComputerName = ComputerName, UseTls = UseTls }
            : AmiConnectOptions.ForUri(Uri, user, secret);
        options.CACertificate = string.IsNullOrEmpty(CACertificate) ? null : FilePath(CACertificate!);
        options.CertificateThumbprint = string.IsNullOrEmpty(CertificateThumbprint) ? null : CertificateThumbprint;
        options.SkipCertificateCheck = SkipCertificateCheck;
        if (Port != 0)
        {
            options.Port = Port;
        }

        return options;
    }

    /// <summary>Warns, once in a process, of a login in clear to another machine.</summary>
    private protected void WarnInClear(AmiConnectOptions options)
    {
        if (!options.UseTls && !IsLoopback(options.ComputerName) && _warned.TryAdd(options.ComputerName, true))
        {
            string cure = options.HttpPath is null
                ? "Give -UseTls if the server has tlsenable=yes in its manager.conf."
                : "Give https:// if the server has tlsenable=yes in its http.conf.";
            string seen = options.HttpPath is null ? "sees all calls and events" : "sees all calls and events, and can send actions in the session's name";
            WriteWarning($"The connection to {options.ComputerName} is not encrypted: whoever can read the network {seen}. The secret itself is not sent where the server takes an MD5 challenge. {cure}");
        }
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
