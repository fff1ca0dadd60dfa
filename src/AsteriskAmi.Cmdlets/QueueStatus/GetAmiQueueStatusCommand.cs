using System.Management.Automation;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads queues with their members and callers.</summary>
[Cmdlet(VerbsCommon.Get, "AmiQueueStatus")]
[OutputType(typeof(AmiQueue))]
public sealed class GetAmiQueueStatusCommand : AmiReadCmdlet
{
    /// <summary>The queues' names.</summary>
    [Parameter(Position = 0)]
    [Alias("Queue")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        // One queue is asked for by name; for more it is cheaper to ask for all at once.
        string? only = Name is { Length: 1 } && !WildcardPattern.ContainsWildcardCharacters(Name[0]) ? Name[0] : null;
        NameSelection.Write(
            this, session.GetQueues(only, StopToken), q => q.Name, Name, "queue", "Get-AmiQueueStatus without -Name lists all.");
    }
}
