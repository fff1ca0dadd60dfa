using System;
using System.Threading;

namespace AsteriskAmi.Tracing;

/// <summary>The taps of a session. Without any, a look at an empty array is all they cost.</summary>
internal sealed class WireTaps
{
    private readonly object _gate = new();
    private IWireTap[] _taps = Array.Empty<IWireTap>();

    internal void Add(IWireTap tap)
    {
        lock (_gate)
        {
            var more = new IWireTap[_taps.Length + 1];
            Array.Copy(_taps, more, _taps.Length);
            more[more.Length - 1] = tap;
            Volatile.Write(ref _taps, more);
        }
    }

    internal void Remove(IWireTap tap)
    {
        lock (_gate)
        {
            Volatile.Write(ref _taps, Array.FindAll(_taps, one => !ReferenceEquals(one, tap)));
        }
    }

    internal void Sent(int connection, ArraySegment<byte> bytes)
    {
        foreach (IWireTap tap in Volatile.Read(ref _taps))
        {
            tap.Sent(connection, bytes);
        }
    }

    internal void Received(int connection, ArraySegment<byte> bytes)
    {
        foreach (IWireTap tap in Volatile.Read(ref _taps))
        {
            tap.Received(connection, bytes);
        }
    }
}
