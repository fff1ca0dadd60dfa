using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>The queues of a server: who waits, and what has become of the callers.</summary>
internal sealed class QueueBook : FloorBook<AmiQueueActivity>
{
    private DateTimeOffset? _since;

    internal QueueBook(AmiSession? session, TimeSpan? serviceLevel)
        : base(session, serviceLevel)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<AmiQueueActivity> Snapshot(DateTimeOffset now) =>
        Floor.Queues.Select(queue => new AmiQueueActivity(queue, _since ?? now, now, Session)).ToArray();

    internal override void Fill(IReadOnlyList<AmiMessage> list, DateTimeOffset now)
    {
        _since ??= now;
        base.Fill(list, now);
    }

    /// <inheritdoc/>
    protected override void Show(QueueRecord queue, DateTimeOffset now, ICollection<AmiQueueActivity> changes)
    {
        var activity = new AmiQueueActivity(queue, _since ?? now, now, Session);
        object shown = (
            (activity.Waiting, activity.Completed, activity.Abandoned, activity.Left, activity.Answered),
            (activity.Available, activity.Ringing, activity.Talking, activity.WrapUp, activity.Paused, activity.Busy, activity.Unavailable));
        if (!shown.Equals(queue.Told))
        {
            queue.Told = shown;
            changes.Add(activity);
        }
    }
}
