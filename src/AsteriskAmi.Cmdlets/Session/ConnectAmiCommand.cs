using System;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Connects to a server and logs in.</summary>
[Cmdlet(VerbsCommunications.Connect, "Ami", DefaultParameterSetName = AddressSet)]
[SendsAction("Login", "Challenge")]
[OutputType(typeof(AmiSession))]
public sealed class ConnectAmiCommand : AmiEndpointCmdlet
{
    /// <summary>The account and its secret.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public override PSCredential Credential { get; set; } = PSCredential.Empty;

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

        Guard(Target, () =>
        {
            SessionRegistry.RefuseTaken(Name);
            AmiConnectOptions options = Endpoint();
            options.Name = string.IsNullOrEmpty(Name) ? null : Name;
            options.ConnectTimeout = TimeSpan.FromSeconds(TimeoutSeconds);
            options.ActionTimeout = TimeSpan.FromSeconds(ActionTimeoutSeconds);
            options.Reconnect = !NoReconnect;
            options.MaxReconnectTime = MaxReconnectSeconds > 0 ? TimeSpan.FromSeconds(MaxReconnectSeconds) : Timeout.InfiniteTimeSpan;
            options.KeepAliveInterval = TimeSpan.FromSeconds(KeepAliveSeconds);
            options.PoolSize = PoolSize;
            options.MaxActionsPerSecond = MaxActionsPerSecond;
            WarnInClear(options);
            WriteVerbose($"Connecting to {options.ComputerName}:{options.Port} as {options.UserName}{(options.UseTls ? " by TLS" : string.Empty)}{(options.HttpPath is null ? string.Empty : " over HTTP")}.");
            AmiSession session = AmiSession.Connect(options, StopToken);
            SessionRegistry.Add(session);
            WriteObject(session);
        });
    }
}
