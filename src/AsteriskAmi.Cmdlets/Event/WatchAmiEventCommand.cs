using System;
using System.Collections.Generic;
using System.Management.Automation;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Streams events to the pipeline until told to stop.</summary>
[Cmdlet(VerbsCommon.Watch, "AmiEvent")]
[OutputType(typeof(AmiMessage))]
public sealed class WatchAmiEventCommand : AmiCmdlet
{
    private const int BatchSize = 512;

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

    /// <summary>The session to follow: the object, its name or its Id.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SessionArgument(OnlyOne = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public AmiSession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AmiSession session = Session ?? SessionOrStop.Default(this);
        Guard(session, () => Stream(session));
    }

    private void Stream(AmiSession session)
    {
        session.ThrowIfClosed();
        Deadline deadline = TimeoutSeconds > 0 ? Deadline.After(TimeSpan.FromSeconds(TimeoutSeconds)) : Deadline.Never;
        using AmiSubscription subscription = session.Subscribe(Name, Capacity);
        var batch = new List<AmiMessage>(BatchSize);
        long written = 0;
        while (written < MaxEvents && subscription.TakeBatch(batch, BatchSize, deadline.Left, StopToken))
        {
            foreach (AmiMessage message in batch)
            {
                if (message.EventName == AmiSubscription.LossMarkerName)
                {
                    WriteWarning($"{message.GetHeader("Lost")} events were lost here: the pipeline is slower than the server. Watch fewer with -Name, or give -Capacity.");
                }
                else if (++written > MaxEvents)
                {
                    return;
                }

                WriteObject(message);
            }

            batch.Clear();
        }
    }
}
