using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>Counts events by the value of a header. Its memory grows with the number of different values.</summary>
internal sealed class EventMeter
{
    private readonly string _header;
    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
    private TimeSpan _first;
    private TimeSpan _last;
    private long _count;

    /// <param name="header">The header.</param>
    internal EventMeter(string header) => _header = header;

    /// <summary>Counts an event; one that lacks the header counts for all alone.</summary>
    /// <param name="message">The event.</param>
    /// <param name="time">When it came, from any beginning.</param>
    internal void Add(AmiMessage message, TimeSpan time)
    {
        _first = _count++ == 0 ? time : _first;
        _last = time;
        if (message.GetHeader(_header) is not string value)
        {
            return;
        }

        if (!_tallies.TryGetValue(value, out Tally? tally))
        {
            _tallies[value] = tally = new Tally();
        }

        tally.Add((long)Math.Floor((time - _first).TotalSeconds));
    }

    /// <summary>The rates, the highest first.</summary>
    internal IEnumerable<AmiEventRate> Rates()
    {
        // A shorter time says nothing of a rate.
        double seconds = Math.Max(1, (_last - _first).TotalSeconds);
        return _tallies
            .OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new AmiEventRate(
                pair.Key, pair.Value.Count, Math.Round(100.0 * pair.Value.Count / _count, 1), Math.Round(pair.Value.Count / seconds, 2), pair.Value.Peak));
    }

    private sealed class Tally
    {
        private long _second = -1;
        private long _inSecond;

        internal long Count { get; private set; }

        internal long Peak { get; private set; }

        internal void Add(long second)
        {
            Count++;
            _inSecond = second == _second ? _inSecond + 1 : 1;
            _second = second;
            Peak = Math.Max(Peak, _inSecond);
        }
    }
}
