using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Runs a command of Asterisk's own command line and gives the lines that it prints.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiCommand", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[SendsAction("Command")]
[OutputType(typeof(string))]
public sealed class InvokeAmiCommandCommand : AmiActCmdlet
{
    // Commands that only look: asking before each of them would teach people to say yes without reading.
    private static readonly Regex _onlyLooks = new(
        @"^\s*(help\b|(\S+\s+)?show\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    // Lines of several servers mix in one pipeline; those of one stay plain texts.
    private bool _tellsSession;

    /// <summary>The command, as typed at Asterisk's prompt.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Command { get; set; } = Array.Empty<string>();

    /// <summary>How long the server may stay silent, in seconds; the session's own time unless given.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        _tellsSession = sessions.Count > 1;
        base.ProcessSessions(sessions);
    }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        foreach (string command in Command)
        {
            IEnumerable<object> Run(CancellationToken stop) => Output(session, command, stop);
            if (_onlyLooks.IsMatch(command))
            {
                DoUnasked(session, Run, command);
            }
            else
            {
                Do(session, null, "Run command '" + command + "'", Run, command);
            }
        }
    }

    private IEnumerable<object> Output(AmiSession session, string command, CancellationToken stop)
    {
        AmiAction action = new AmiAction("Command").Add("Command", command);
        if (TimeoutSeconds > 0)
        {
            action.Timeout = TimeSpan.FromSeconds(TimeoutSeconds);
        }

        IReadOnlyList<string> lines = session.Invoke(action, stop).GetOutput();
        return _tellsSession ? lines.Select(line => Told(line, session)) : lines;
    }

    private static PSObject Told(string line, AmiSession session)
    {
        var told = new PSObject(line);
        told.Properties.Add(new PSNoteProperty(nameof(Session), session));
        return told;
    }
}
