using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads queues with their members and callers.</summary>
[Cmdlet(VerbsCommon.Get, "AmiQueueStatus")]
[SendsAction("QueueStatus")]
[OutputType(typeof(AmiQueue))]
public sealed class GetAmiQueueStatusCommand : AmiListCmdlet<AmiQueue>
{
    /// <summary>The queues' names.</summary>
    [Parameter(Position = 0)]
    [Alias("Queue")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "queue";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiQueueStatus without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiQueue> Read(AmiSession session, CancellationToken cancellation)
    {
        // One queue is asked for by name; for more it is cheaper to ask for all at once.
        string? only = Name is { Length: 1 } && !WildcardPattern.ContainsWildcardCharacters(Name[0]) ? Name[0] : null;
        return session.GetQueues(only, cancellation);
    }

    /// <inheritdoc/>
    protected override string NameOf(AmiQueue item) => item.Name;
}
