using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that lists what is in queues: members or callers.</summary>
/// <typeparam name="T">What it lists.</typeparam>
public abstract class AmiQueueContentCmdlet<T> : AmiReadCmdlet<AmiQueue>
{
    /// <summary>The queues' names.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    /// <summary>Which of them: names and patterns; null or none for all.</summary>
    private protected abstract string[]? Wanted { get; }

    /// <summary>What an item is called in the error for a name that nothing has.</summary>
    private protected abstract string Noun { get; }

    /// <summary>What to do about such a name: a sentence.</summary>
    private protected abstract string Cure { get; }

    private string[]? Queues => InputObject is not null && PipedObjects.StoredNameOf<AmiQueue>(InputObject) is string queue ? new[] { queue } : Queue;

    /// <summary>What is listed of a queue.</summary>
    private protected abstract IEnumerable<T> ItemsIn(AmiQueue queue);

    /// <summary>The names by which an item can be chosen.</summary>
    private protected abstract string[] NamesOf(T item);

    private protected override void ProcessInput(PSObject input)
    {
        if (PipedObjects.StoredNameOf<AmiQueue>(input) is null)
        {
            throw PipedObjects.Refusal(this, input);
        }

        ThrowIfNamedToo(input, nameof(Queue));
        ProcessSessions(SessionsFor(input));
    }

    /// <inheritdoc/>
    protected override IEnumerable<AmiQueue> Read(AmiSession session, CancellationToken cancellation) =>
        session.GetQueues(NameSelection.Only(Queues), cancellation);

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        var queues = new NameSelection(Queues);
        var items = new NameSelection(Wanted);
        int read = Each(sessions, Read, (_, queue) =>
        {
            if (queues.Wants(queue.Name))
            {
                WriteObject(ItemsIn(queue).Where(item => items.Wants(NamesOf(item))), enumerateCollection: true);
            }
        });
        if (read > 0)
        {
            queues.WriteMissing(this, "queue", "Get-AmiQueueStatus lists all.");
            items.WriteMissing(this, Noun, Cure);
        }
    }
}
