using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that does something to callers who wait in a queue.</summary>
public abstract class AmiQueueCallerCmdlet : AmiActCmdlet
{
    /// <summary>The whole names of the callers' channels.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Caller")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCallerCompleter))]
    public string[] Channel { get; set; } = Array.Empty<string>();

    /// <summary>The queue's name.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string Queue { get; set; } = string.Empty;

    /// <summary>What is done, for the question that -Confirm and -WhatIf show.</summary>
    private protected abstract string Operation { get; }

    /// <summary>Does it to one caller. May run on another thread and must use nothing of a cmdlet but the parameters.</summary>
    private protected abstract IEnumerable<object> Work(AmiSession session, string channel, CancellationToken cancellation);

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) => Array.ForEach(
        Channel, channel => Do(session, $"{channel} in {Queue}", Operation, stop => Work(session, channel, stop), channel));
}
