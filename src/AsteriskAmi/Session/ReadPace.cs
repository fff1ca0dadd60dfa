using System.Diagnostics;
using System.Threading;

namespace AsteriskAmi.Session;

/// <summary>
/// The pace of a reader thread. Asterisk sends a list or a burst of events in pieces of some hundred bytes. To wake for
/// each costs more than all else together, and slows the server where it shares a processor: in a burst, a millisecond's
/// worth gathers.
/// </summary>
internal sealed class ReadPace
{
    private const int SmallRead = 16 * 1024;
    private const int ReadsOfBurst = 8;

    // In ticks of Stopwatch: a read that waited less is part of a burst.
    private static readonly long _burstGap = Stopwatch.Frequency / 2000;

    private int _denseReads;
    private int _lastCount;

    /// <summary>Notes a read.</summary>
    /// <param name="ticks">How long it waited, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="count">How many bytes it gave.</param>
    internal void Note(long ticks, int count)
    {
        _denseReads = ticks < _burstGap ? _denseReads + 1 : 0;
        _lastCount = count;
    }

    /// <summary>Says that somebody waits for what is read: this is no burst.</summary>
    internal void Reset() => _denseReads = 0;

    internal void LetGather()
    {
        if (_denseReads > ReadsOfBurst && _lastCount < SmallRead)
        {
            Thread.Sleep(1);
        }
    }
}
