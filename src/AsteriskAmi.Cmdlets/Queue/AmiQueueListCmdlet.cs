using System.Collections.Generic;
using System.Management.Automation;
using AsteriskAmi.Queues;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that lists queues, chosen by -Name.</summary>
/// <typeparam name="T">What it tells of a queue.</typeparam>
public abstract class AmiQueueListCmdlet<T> : AmiListCmdlet<T>
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
    protected override string Cure => MyInvocation.MyCommand.Name + " without -Name lists all.";

    private protected override IReadOnlyList<string>? NamesIn(PSObject input) =>
        PipedObjects.StoredNameOf<AmiQueue>(input) is string queue ? new[] { queue } : base.NamesIn(input);
}
