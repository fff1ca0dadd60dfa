using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Runs AGI commands on channels that wait for them, and tells what each gave.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiAgi", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("AGI")]
[OutputType(typeof(AmiAgiResult))]
public sealed class InvokeAmiAgiCommand : AmiChannelCmdlet
{
    private readonly ConcurrentDictionary<AmiSession, bool> _looked = new();

    /// <summary>The command with its arguments.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Command { get; set; } = string.Empty;

    /// <summary>How long it may take until the result is there, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = 60;

    private protected override string Operation => "Run AGI command " + Command;

    /// <inheritdoc/>
    private protected override IEnumerable<object> Work(AmiSession session, ChannelInput channel, CancellationToken cancellation)
    {
        if (_looked.TryAdd(session, true))
        {
            foreach (string note in MissingEvents.Notes(session, AgiActions.Events, cancellation))
            {
                yield return new WarningRecord(note + " Without them no result is seen.");
            }
        }

        yield return session.InvokeAgi(channel.Name, Command, TimeSpan.FromSeconds(TimeoutSeconds), cancellation);
    }
}
