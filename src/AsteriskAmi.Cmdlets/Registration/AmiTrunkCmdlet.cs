using System;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that does something to the registrations of the server with others.</summary>
public abstract class AmiTrunkCmdlet : AmiActCmdlet
{
    /// <summary>The names of the registrations, as their sections in pjsip.conf have them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Registration")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TrunkCompleter))]
    public string[] Name { get; set; } = Array.Empty<string>();

    private protected abstract string Operation { get; }

    /// <summary>Does it. May run on another thread and must use nothing of a cmdlet.</summary>
    private protected abstract void Act(AmiSession session, string name, CancellationToken cancellation);

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Array.ForEach(Name, name => Do(session, name, Operation, stop => Act(session, name, stop)));
}
