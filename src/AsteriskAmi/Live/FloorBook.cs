using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>What the books of queues and of agents share: they show the same floor from two sides.</summary>
/// <typeparam name="T">What is shown.</typeparam>
internal abstract class FloorBook<T> : ILiveBook<T>
{
    /// <param name="session">The session.</param>
    /// <param name="serviceLevel">Within what time a call should be answered; null for what each queue has.</param>
    /// <param name="sinceReset">Whether to count on from what the server has counted since its statistics were reset.</param>
    protected FloorBook(AmiSession? session, TimeSpan? serviceLevel, bool sinceReset)
    {
        Session = session;
        Floor = new QueueFloor(serviceLevel, sinceReset);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EventNames => QueueFloor.EventNames;

    /// <inheritdoc/>
    public virtual DateTimeOffset? Due => Floor.Due;

    protected AmiSession? Session { get; }

    protected QueueFloor Floor { get; }

    /// <inheritdoc/>
    public void Apply(AmiMessage message, DateTimeOffset now, ICollection<T> changes)
    {
        QueueRecord queue = Floor.Apply(message, now);
        Show(queue, now, changes);
        QueueFloor.Forget(queue);
    }

    /// <inheritdoc/>
    public virtual void Tick(DateTimeOffset now, ICollection<T> changes)
    {
        if (Floor.Due <= now)
        {
            Floor.Tick(now);
            ShowAll(now, changes);
        }
    }

    /// <inheritdoc/>
    public void Doubt(DateTimeOffset now)
    {
        // What the server counts is asked for after the gap.
    }

    /// <inheritdoc/>
    public LiveFill<T> Read(AmiSession session, CancellationToken cancellation)
    {
        AmiMessage[] list = session.InvokeList(new AmiAction("QueueStatus"), cancellation).ToArray();
        IEnumerable<string> queues = list.Where(item => item.EventName == "QueueParams").Select(item => HeaderValue.Text(item, "Queue"));
        IReadOnlyDictionary<string, TimeSpan> wrapUpTimes = WrapUpTimes.Read(session, queues, cancellation);
        return new LiveFill<T>(
            (now, _) =>
            {
                Floor.WrapUpTimes = wrapUpTimes;
                Fill(list, now);
            },
             (now, changes) => Settle(list, now, changes));
    }

    /// <inheritdoc/>
    public abstract IReadOnlyList<T> Snapshot(DateTimeOffset now);

    internal virtual void Fill(IReadOnlyList<AmiMessage> list, DateTimeOffset now) => Floor.Fill(list, now);

    internal void Settle(IReadOnlyList<AmiMessage> list, DateTimeOffset now, ICollection<T> changes)
    {
        Floor.Settle(list);
        ShowAll(now, changes);
    }

    /// <summary>Tells what has changed of a queue.</summary>
    protected abstract void Show(QueueRecord queue, DateTimeOffset now, ICollection<T> changes);

    private void ShowAll(DateTimeOffset now, ICollection<T> changes)
    {
        foreach (QueueRecord queue in Floor.Queues)
        {
            Show(queue, now, changes);
            QueueFloor.Forget(queue);
        }
    }
}
