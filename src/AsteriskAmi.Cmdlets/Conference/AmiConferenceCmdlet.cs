using System;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that does something to conferences.</summary>
public abstract class AmiConferenceCmdlet : AmiActCmdlet
{
    /// <summary>The conferences' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConferenceCompleter))]
    public string[] Conference { get; set; } = Array.Empty<string>();

    /// <summary>What is done, for the question that -Confirm and -WhatIf show.</summary>
    private protected abstract string Operation { get; }

    /// <summary>Does it to one conference. May run on another thread and must use nothing of a cmdlet but the parameters.</summary>
    /// <param name="session">The session.</param>
    /// <param name="conference">The conference's name.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    private protected abstract void Act(AmiSession session, string conference, CancellationToken cancellation);

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Array.ForEach(Conference, name => Do(session, name, Operation, stop => Act(session, name, stop)));
}
