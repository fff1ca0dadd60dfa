using System.Collections.Generic;
using System.Management.Automation;
using AsteriskAmi.Queues;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists those who wait in queues.</summary>
[Cmdlet(VerbsCommon.Get, "AmiQueueCaller")]
[SendsAction("QueueStatus")]
[OutputType(typeof(AmiQueueCaller))]
public sealed class GetAmiQueueCallerCommand : AmiQueueContentCmdlet<AmiQueueCaller>
{
    /// <summary>The names or unique ids of the callers' channels.</summary>
    [Parameter(Position = 1)]
    [Alias("Caller")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCallerCompleter))]
    public string[]? Channel { get; set; }

    private protected override string[]? Wanted => Channel;

    private protected override string Noun => "caller in a queue by the channel";

    private protected override string Cure => "The caller may have left; Get-AmiQueueCaller without -Channel lists all.";

    private protected override IEnumerable<AmiQueueCaller> ItemsIn(AmiQueue queue) => queue.Callers;

    private protected override string[] NamesOf(AmiQueueCaller item) => new[] { item.Channel, item.Uniqueid };
}
