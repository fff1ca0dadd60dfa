using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads how queues do, in numbers.</summary>
[Cmdlet(VerbsCommon.Get, "AmiQueueSummary")]
[SendsAction("QueueSummary", "QueueStatus")]
[OutputType(typeof(AmiQueueSummary))]
public sealed class GetAmiQueueSummaryCommand : AmiQueueListCmdlet<AmiQueueSummary>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiQueueSummary> Read(AmiSession session, CancellationToken cancellation) =>
        session.GetQueueSummaries(NameSelection.Only(Name), cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiQueueSummary item) => item.Queue;
}
