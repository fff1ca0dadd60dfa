using System;
using System.Management.Automation;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sets the statistics of queues to zero.</summary>
[Cmdlet(VerbsCommon.Reset, "AmiQueueStatistic", SupportsShouldProcess = true)]
[SendsAction("QueueReset")]
[OutputType(typeof(void))]
public sealed class ResetAmiQueueStatisticCommand : AmiActCmdlet
{
    /// <summary>The queues' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Queue { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Array.ForEach(Queue, queue => Do(session, queue, "Reset the statistics", stop => session.ResetQueueStatistics(queue, stop)));
}
