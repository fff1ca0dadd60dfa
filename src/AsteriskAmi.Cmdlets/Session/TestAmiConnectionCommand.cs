using System;
using System.Management.Automation;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Checks a server and an account, step by step.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AmiConnection", DefaultParameterSetName = AddressSet)]
[OutputType(typeof(AmiConnectionCheck))]
[OutputType(typeof(bool))]
public sealed class TestAmiConnectionCommand : AmiEndpointCmdlet
{
    private const string SessionSet = "Session";

    /// <summary>The account and its secret; without it the check ends before the login.</summary>
    [Parameter(Position = 1, ParameterSetName = AddressSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 1, ParameterSetName = UriSet, ValueFromPipelineByPropertyName = true)]
    [Credential]
    public override PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The sessions whose servers and accounts to check, by connections of their own.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SessionSet, ValueFromPipeline = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public AmiSession[]? Session { get; set; }

    /// <summary>How long connecting may take, and again the login and every answer after it, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Gives one boolean: whether nothing failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Session is not null)
        {
            bool isTimed = MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSeconds));
            Array.ForEach(Session, session => Guard(session, () => Check(session.Options.Copy(), isTimed)));
            return;
        }

        Guard(Target, () =>
        {
            AmiConnectOptions options = Endpoint();
            if (!string.IsNullOrEmpty(Credential.UserName))
            {
                WarnInClear(options);
            }

            Check(options, true);
        });
    }

    private void Check(AmiConnectOptions options, bool isTimed)
    {
        if (isTimed)
        {
            options.ConnectTimeout = options.ActionTimeout = TimeSpan.FromSeconds(TimeoutSeconds);
        }

        bool hasFailed = false;
        foreach (AmiConnectionCheck step in AmiConnectionTest.Run(options, StopToken))
        {
            hasFailed |= step.Status == AmiCheckStatus.Failed;
            if (!Quiet)
            {
                WriteObject(step);
            }
        }

        if (Quiet)
        {
            WriteObject(!hasFailed);
        }
    }
}
