using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>The queues of a server: who waits, and what has become of the callers.</summary>
internal sealed class QueueBook : FloorBook<AmiQueueActivity>
{
    private readonly bool _sinceReset;
    private DateTimeOffset? _since;
    private DateTimeOffset? _restart;

    /// <param name="session">The session.</param>
    /// <param name="serviceLevel">Within what time a call should be answered; null for what each queue has.</param>
    /// <param name="restart">When to count from nothing again; null for never.</param>
    /// <param name="sinceReset">Whether to count on from what the server has counted since its statistics were reset.</param>
    internal QueueBook(AmiSession? session, TimeSpan? serviceLevel, DateTimeOffset? restart = null, bool sinceReset = false)
        : base(session, serviceLevel, sinceReset)
    {
        _restart = restart;
        _sinceReset = sinceReset;
    }

    /// <inheritdoc/>
    public override DateTimeOffset? Due => base.Due is { } due && !(_restart < due) ? due : _restart;

    /// <inheritdoc/>
    public override IReadOnlyList<AmiQueueActivity> Snapshot(DateTimeOffset now) =>
        Floor.Queues.Select(queue => new AmiQueueActivity(queue, SinceAt(now), now, Session)).ToArray();

    /// <inheritdoc/>
    public override void Tick(DateTimeOffset now, ICollection<AmiQueueActivity> changes)
    {
        if (_restart <= now)
        {
            _since = _restart;
            _restart = null;
            foreach (QueueRecord queue in Floor.Queues)
            {
                queue.Restart();
                queue.Told = null;
                Show(queue, now, changes);
            }
        }

        base.Tick(now, changes);
    }

    internal override void Fill(IReadOnlyList<AmiMessage> list, DateTimeOffset now)
    {
        _since ??= now;
        base.Fill(list, now);
    }

    /// <inheritdoc/>
    protected override void Show(QueueRecord queue, DateTimeOffset now, ICollection<AmiQueueActivity> changes)
    {
        var activity = new AmiQueueActivity(queue, SinceAt(now), now, Session);
        object shown = (
            (activity.Waiting, activity.Completed, activity.Abandoned, activity.Left, activity.Answered),
            (activity.Available, activity.Ringing, activity.Talking, activity.WrapUp, activity.Paused, activity.Busy, activity.Unavailable));
        if (!shown.Equals(queue.Told))
        {
            queue.Told = shown;
            changes.Add(activity);
        }
    }

    private DateTimeOffset? SinceAt(DateTimeOffset now) => _sinceReset ? null : _since ?? now;
}
