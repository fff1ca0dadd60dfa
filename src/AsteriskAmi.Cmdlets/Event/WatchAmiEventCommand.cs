using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Streams events to the pipeline until told to stop.</summary>
[Cmdlet(VerbsCommon.Watch, "AmiEvent")]
[OutputType(typeof(AmiMessage))]
public sealed class WatchAmiEventCommand : AmiSessionCmdlet
{
    private const int BatchSize = 512;

    private long _written;

    /// <summary>The events' names; all events unless given.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ends after this many events.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long MaxEvents { get; set; } = long.MaxValue;

    /// <summary>Ends after this many seconds; never unless given.</summary>
    [Parameter]
    [ValidateRange(1, 31_536_000)]
    public int TimeoutSeconds { get; set; }

    /// <summary>How many events wait at the most while the pipeline is busy; beyond that the oldest are lost, and the loss is marked.</summary>
    [Parameter]
    [ValidateRange(1, 10_000_000)]
    public int Capacity { get; set; } = AmiSubscription.DefaultCapacity;

    /// <summary>The sessions to follow: the objects, their names (wildcards allowed) or Ids.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public override AmiSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        Deadline deadline = TimeoutSeconds > 0 ? Deadline.After(TimeSpan.FromSeconds(TimeoutSeconds)) : Deadline.Never;
        AmiSession[] open = sessions.Where(IsOpen).ToArray();
        if (open.Length == 1)
        {
            Guard(open[0], () => Follow(open[0], deadline));
        }
        else if (open.Length > 1)
        {
            Guard(null, () => FollowAll(open, deadline));
        }
    }

    private void Follow(AmiSession session, Deadline deadline)
    {
        using AmiSubscription subscription = session.Subscribe(Name, Capacity);
        var batch = new List<AmiMessage>(BatchSize);
        while (subscription.TakeBatch(batch, BatchSize, deadline.Left, StopToken) && Write(batch))
        {
            batch.Clear();
        }
    }

    private void FollowAll(AmiSession[] sessions, Deadline deadline)
    {
        using var merge = new EventMerge(sessions, Name, Capacity, BatchSize, deadline, StopToken);
        foreach (EventPart part in merge.Parts())
        {
            if (part.Failure is not null)
            {
                WriteError(AmiErrors.Record(part.Failure, part.Session, part.Session));
            }
            else if (!Write(part.Events))
            {
                return;
            }
        }
    }

    /// <summary>Writes events up to the number that was asked for.</summary>
    /// <returns>Whether more are wanted.</returns>
    private bool Write(IReadOnlyList<AmiMessage> events)
    {
        foreach (AmiMessage message in events)
        {
            if (WarningOf(message) is string warning)
            {
                WriteWarning(warning);
            }
            else if (++_written > MaxEvents)
            {
                return false;
            }

            WriteObject(message);
        }

        return _written < MaxEvents;
    }

    /// <summary>What a mark in the stream means; null for an event of the server.</summary>
    private static string? WarningOf(AmiMessage message) => message.EventName switch
    {
        AmiSubscription.LossMarkerName =>
            $"{message.GetHeader("Lost")} events were lost here: the pipeline is slower than the server. Watch fewer with -Name, or give -Capacity.",
        AmiSubscription.ConnectionLostMarkerName =>
            $"{message.Source}: events are missing from here. {message.GetHeader("Reason")}",
        AmiSubscription.ConnectionRestoredMarkerName =>
            $"{message.Source}: the events go on. None could come for {message.GetHeader("GapSeconds")} s.",
        _ => null,
    };
}
