using System.Collections.Generic;

namespace AsteriskAmi.Live;

/// <summary>
/// The channels that ended last. A list that the server made a moment before, and events that overtake each other, can
/// still name them.
/// </summary>
internal sealed class RecentlyEnded
{
    private const int Most = 4096;

    private readonly HashSet<string> _ids = new();
    private readonly Queue<string> _order = new();

    internal void Add(string uniqueid)
    {
        if (_ids.Add(uniqueid))
        {
            _order.Enqueue(uniqueid);
            if (_order.Count > Most)
            {
                _ids.Remove(_order.Dequeue());
            }
        }
    }

    internal bool Contains(string uniqueid) => _ids.Contains(uniqueid);
}
