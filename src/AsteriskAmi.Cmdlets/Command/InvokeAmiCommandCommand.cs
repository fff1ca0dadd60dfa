using System;
using System.Management.Automation;
using System.Text.RegularExpressions;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Runs a command of Asterisk's own command line and gives the lines that it prints.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiCommand", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(string))]
public sealed class InvokeAmiCommandCommand : AmiSessionCmdlet
{
    // Commands that only look: asking before each of them would teach people to say yes without reading.
    private static readonly Regex _onlyLooks = new(
        @"^\s*(help\b|(\S+\s+)?show\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>The command, as typed at Asterisk's prompt.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Command { get; set; } = Array.Empty<string>();

    /// <summary>How long the server may stay silent, in seconds; the session's own time unless given.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        foreach (string command in Command)
        {
            Guard(command, () => Run(session, command));
        }
    }

    private void Run(AmiSession session, string command)
    {
        AmiAction action = new AmiAction("Command").Add("Command", command);
        if (TimeoutSeconds > 0)
        {
            action.Timeout = TimeSpan.FromSeconds(TimeoutSeconds);
        }

        if (!_onlyLooks.IsMatch(command) && !ShouldProcess(session.Name, "Run command '" + command + "'"))
        {
            return;
        }

        foreach (string line in session.Invoke(action, StopToken).GetOutput())
        {
            WriteObject(line);
        }
    }
}
