using System;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Tracing;

/// <summary>The taps of a session, through all of its connections. Without any, a look at an empty array is all they cost.</summary>
internal sealed class WireTaps
{
    private readonly object _gate = new();
    private IWireTap[] _taps = Array.Empty<IWireTap>();
    private bool _ended;

    /// <summary>Adds a tap. One that comes after the session has ended is told so at once.</summary>
    internal void Add(IWireTap tap)
    {
        bool ended;
        lock (_gate)
        {
            ended = _ended;
            var more = new IWireTap[_taps.Length + 1];
            Array.Copy(_taps, more, _taps.Length);
            more[more.Length - 1] = tap;
            Volatile.Write(ref _taps, more);
        }

        if (ended)
        {
            tap.Ended();
        }
    }

    internal void Remove(IWireTap tap)
    {
        lock (_gate)
        {
            Volatile.Write(ref _taps, Array.FindAll(_taps, one => !ReferenceEquals(one, tap)));
        }
    }

    internal void Opened(int connection, string banner)
    {
        foreach (IWireTap tap in Volatile.Read(ref _taps))
        {
            tap.Opened(connection, banner);
        }
    }

    internal void Sent(int connection, ArraySegment<byte> action)
    {
        foreach (IWireTap tap in Volatile.Read(ref _taps))
        {
            tap.Sent(connection, action);
        }
    }

    internal void Received(int connection, AmiMessage message)
    {
        foreach (IWireTap tap in Volatile.Read(ref _taps))
        {
            tap.Received(connection, message);
        }
    }

    internal void Closed(int connection, string reason)
    {
        foreach (IWireTap tap in Volatile.Read(ref _taps))
        {
            tap.Closed(connection, reason);
        }
    }

    /// <summary>Tells that the session has ended, once.</summary>
    internal void End()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
        }

        foreach (IWireTap tap in Volatile.Read(ref _taps))
        {
            tap.Ended();
        }
    }
}
