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
public sealed class GetAmiQueueStatusCommand : AmiQueueListCmdlet<AmiQueue>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiQueue> Read(AmiSession session, CancellationToken cancellation) =>
        session.GetQueues(NameSelection.Only(Name), cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiQueue item) => item.Name;
}
