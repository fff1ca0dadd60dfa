using System;
using System.Management.Automation;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Writes lines into the queue log.</summary>
[Cmdlet(VerbsCommunications.Write, "AmiQueueLog", SupportsShouldProcess = true)]
[SendsAction("QueueLog")]
[OutputType(typeof(void))]
public sealed class WriteAmiQueueLogCommand : AmiActCmdlet
{
    /// <summary>The queues' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[] Queue { get; set; } = Array.Empty<string>();

    /// <summary>What happened, in a word of your own.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Event { get; set; } = string.Empty;

    /// <summary>More about it; | in it begins another column.</summary>
    [Parameter(Position = 2)]
    public string? Message { get; set; }

    /// <summary>The interface of the member that it is about.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(QueueMemberCompleter))]
    public string? Interface { get; set; }

    /// <summary>The unique id of the call that it is about.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Uniqueid { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) => Array.ForEach(
        Queue,
        queue => Do(
            session, queue, "Write " + Event + " into the queue log", stop => session.WriteQueueLog(queue, Event, Interface, Uniqueid, Message, stop)));
}
