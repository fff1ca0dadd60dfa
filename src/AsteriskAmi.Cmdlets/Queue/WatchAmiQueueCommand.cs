using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Live;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Follows queues: who waits, what the members do, and what becomes of the callers since a moment of choice.</summary>
[Cmdlet(VerbsCommon.Watch, "AmiQueue", DefaultParameterSetName = "Now")]
[OutputType(typeof(AmiQueueActivity))]
public sealed class WatchAmiQueueCommand : AmiWatchCmdlet<AmiQueueActivity>
{
    private NameSelection? _selection;

    /// <summary>The queues' names.</summary>
    [Parameter(Position = 0)]
    [Alias("Queue")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Within how many seconds a call should be answered; what each queue has unless given.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int ServiceLevelSeconds { get; set; }

    /// <summary>When to begin to count from nothing, a moment to come.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Since")]
    public DateTime Since { get; set; }

    /// <summary>Counts on from what the server has counted since its statistics were reset.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "SinceReset")]
    public SwitchParameter SinceReset { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> EventNames => QueueFloor.EventNames;

    /// <inheritdoc/>
    protected override AmiLiveModel<AmiQueueActivity> Follow(AmiSession session, CancellationToken cancellation) =>
        session.FollowQueues(
            ServiceLevelSeconds > 0 ? TimeSpan.FromSeconds(ServiceLevelSeconds) : null,
            cancellation: cancellation,
            since: ParameterSetName == "Since" ? new DateTimeOffset(Since) : null,
            sinceReset: SinceReset);

    /// <inheritdoc/>
    protected override bool IsWanted(AmiQueueActivity item) => (_selection ??= new NameSelection(Name)).Fits(item.Queue);
}
