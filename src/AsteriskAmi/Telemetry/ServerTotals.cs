using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Threading;

namespace AsteriskAmi.Telemetry;

/// <summary>What has gone to and come from one server, all sessions and connections of this process together.</summary>
internal sealed class ServerTotals
{
    private static readonly ConcurrentDictionary<string, ServerTotals> _all = new(StringComparer.OrdinalIgnoreCase);

    private readonly KeyValuePair<string, object?>[] _tags;
    private long _messagesReceived;
    private long _messagesSent;
    private long _bytesReceived;
    private long _bytesSent;
    private long _eventsLost;
    private long _reconnects;

    private ServerTotals(string host, int port)
    {
        Address = new KeyValuePair<string, object?>("server.address", host);
        Port = new KeyValuePair<string, object?>("server.port", port);
        _tags = new[] { Address, Port };
    }

    internal KeyValuePair<string, object?> Address { get; }

    internal KeyValuePair<string, object?> Port { get; }

    internal long MessagesReceived => Interlocked.Read(ref _messagesReceived);

    internal long MessagesSent => Interlocked.Read(ref _messagesSent);

    internal long BytesReceived => Interlocked.Read(ref _bytesReceived);

    internal long BytesSent => Interlocked.Read(ref _bytesSent);

    internal long EventsLost => Interlocked.Read(ref _eventsLost);

    internal long Reconnects => Interlocked.Read(ref _reconnects);

    /// <summary>Those of a server, which last as long as the process: a counter never goes back.</summary>
    internal static ServerTotals Of(string host, int port) =>
        _all.GetOrAdd(host + ":" + port.ToString(CultureInfo.InvariantCulture), _ => new ServerTotals(host, port));

    internal static IEnumerable<Measurement<long>> Measure(Func<ServerTotals, long> value)
    {
        foreach (KeyValuePair<string, ServerTotals> one in _all)
        {
            yield return new Measurement<long>(value(one.Value), one.Value._tags);
        }
    }

    /// <summary>Counts the messages of one read.</summary>
    internal void AddReceived(int messages)
    {
        if (messages > 0)
        {
            Interlocked.Add(ref _messagesReceived, messages);
        }
    }

    internal void AddReceivedBytes(int bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    /// <summary>Counts an action.</summary>
    internal void AddSent(int bytes)
    {
        Interlocked.Increment(ref _messagesSent);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    internal void AddLost(long events) => Interlocked.Add(ref _eventsLost, events);

    internal void AddReconnect() => Interlocked.Increment(ref _reconnects);
}
