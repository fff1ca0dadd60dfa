using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Runs AGI commands on channels that wait for them, and tells what each gave.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiAgi", SupportsShouldProcess = true, DefaultParameterSetName = "Name")]
[SendsAction("AGI")]
[OutputType(typeof(AmiAgiResult))]
public sealed class InvokeAmiAgiCommand : AmiChannelCmdlet
{
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
        yield return session.InvokeAgi(channel.Name, Command, TimeSpan.FromSeconds(TimeoutSeconds), cancellation);
    }
}
