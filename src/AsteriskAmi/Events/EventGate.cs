using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>
/// Where the events of one connection enter the stream of its session. Those that come before the connection takes over
/// are held back, so that they stand behind the mark of the gap; none comes behind the mark of its own loss.
/// </summary>
internal sealed class EventGate
{
    private readonly EventHub _events;
    private readonly object _lock = new();
    private EventBatch? _held;
    private bool _isClosed;

    /// <param name="events">Where they go.</param>
    /// <param name="isOpen">Whether they go there from the start.</param>
    internal EventGate(EventHub events, bool isOpen)
    {
        _events = events;
        _held = isOpen ? null : new EventBatch();
    }

    /// <summary>Takes the events of one read.</summary>
    internal void Pass(EventBatch batch)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            if (_held is not null)
            {
                _held.AddAll(batch);
            }
            else
            {
                _events.Publish(batch);
            }
        }
    }

    /// <summary>Lets the events through, those that were held back first.</summary>
    /// <param name="restored">The mark of the end of the gap, which stands before them.</param>
    internal void Open(AmiMessage restored)
    {
        lock (_lock)
        {
            _events.EndGap(restored);
            _events.Publish(_held!);
            _held = null;
        }
    }

    /// <summary>Lets nothing through any more.</summary>
    /// <param name="lost">The mark of the loss, which stands behind all events.</param>
    internal void Close(AmiMessage lost)
    {
        lock (_lock)
        {
            _isClosed = true;
            _events.BeginGap(lost);
        }
    }
}
