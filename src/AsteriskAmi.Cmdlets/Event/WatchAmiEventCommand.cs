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
public sealed class WatchAmiEventCommand : AmiEventCmdlet
{
    private const int BatchSize = 512;

    private long _written;

    /// <summary>Says of an event, which it finds as $_, whether to write it.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Where { get; set; }

    /// <summary>Ends after this many events.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long MaxEvents { get; set; } = long.MaxValue;

    /// <summary>Ends after this many seconds; never unless given.</summary>
    [Parameter]
    [ValidateRange(1, 31_536_000)]
    public int TimeoutSeconds { get; set; }

    /// <summary>How many events wait at the most while the pipeline is busy.</summary>
    [Parameter]
    [ValidateRange(1, 10_000_000)]
    public int Capacity { get; set; } = AmiSubscription.DefaultCapacity;

    /// <summary>What happens to events for which there is no room; every loss is marked.</summary>
    [Parameter]
    public AmiOverflowPolicy OverflowPolicy { get; set; }

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
        using AmiSubscription subscription = session.Subscribe(Filter(), Capacity, OverflowPolicy);
        WarnOfMissing(new[] { session });
        var batch = new List<AmiMessage>(BatchSize);
        while (subscription.TakeBatch(batch, BatchSize, deadline.Left, StopToken) && Write(batch))
        {
            batch.Clear();
        }
    }

    private void FollowAll(AmiSession[] sessions, Deadline deadline)
    {
        using var merge = new EventMerge(sessions, Filter(), Capacity, OverflowPolicy, BatchSize, StopToken);
        WarnOfMissing(sessions);
        foreach (EventPart part in merge.Parts(deadline))
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
            else if (Where is not null && !IsTrue(Where, message))
            {
                continue;
            }
            else if (++_written > MaxEvents)
            {
                return false;
            }

            WriteObject(message);
        }

        return _written < MaxEvents;
    }
}
