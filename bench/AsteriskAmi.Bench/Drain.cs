using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Bench;

/// <summary>
/// Follows a server's events until BenchEnd and says how fast they came. The clock starts with the first event.
/// </summary>
internal static class Drain
{
    private const int BatchSize = 512;
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    internal static void Run(Options options)
    {
        string mode = options.Text("mode", "subscription");
        Action<Options, Tally> drain = mode switch
        {
            "socket" => Socket,
            "reader" => Reader,
            "subscription" => (o, t) => Subscriptions(o, t, 1),
            "eight" => (o, t) => Subscriptions(o, t, 8),
            _ => throw new ArgumentException($"No mode '{mode}'."),
        };
        Tally tally = new();
        for (int i = 0; i < options.Number("runs", 2); i++)
        {
            GC.Collect();
            tally = new Tally();
            drain(options, tally);
        }

        Console.WriteLine(JsonSerializer.Serialize(tally.Result(mode), _json));
    }

    /// <summary>The limit: receives, and counts the blank lines.</summary>
    private static void Socket(Options options, Tally tally)
    {
        using BareClient client = BareClient.Connect(options);
        client.Socket.ReceiveTimeout = 500;
        const int Kept = 256;
        byte[] buffer = new byte[Kept + (256 * 1024)];
        while (tally.Seconds < options.Number("seconds", 60))
        {
            int count;
            try
            {
                count = client.Socket.Receive(buffer.AsSpan(Kept));
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                continue;
            }

            if (count == 0)
            {
                break;
            }

            tally.Begin();
            tally.Bytes += count;
            // A message's end may be split: three bytes of what came before are searched again.
            tally.Events += buffer.AsSpan(Kept - 3, count + 3).Count("\r\n\r\n"u8);
            ReadOnlySpan<byte> tail = buffer.AsSpan(count, Kept);
            if (tail.EndsWith("\r\n\r\n"u8) && tail.LastIndexOf("Event: BenchEnd\r\n"u8) is >= 0 and int at)
            {
                var reader = new AmiMessageReader();
                reader.Append(tail[at..]);
                reader.TryRead(out AmiMessage end);
                tally.Events--;
                tally.End(end);
                return;
            }

            tail.CopyTo(buffer);
        }

        tally.End(null);
    }

    /// <summary>The core's reader on the receiving thread.</summary>
    private static void Reader(Options options, Tally tally)
    {
        using BareClient client = BareClient.Connect(options);
        client.Socket.ReceiveTimeout = 500;
        while (tally.Seconds < options.Number("seconds", 60))
        {
            while (client.Reader.TryRead(out AmiMessage message))
            {
                if (!tally.Take(message))
                {
                    return;
                }
            }

            try
            {
                if (!client.Fill())
                {
                    break;
                }

                tally.Bytes = client.Received;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                continue;
            }
        }

        tally.End(null);
    }

    /// <summary>A session, and a thread for each subscription; the slowest gives the time.</summary>
    private static void Subscriptions(Options options, Tally tally, int number)
    {
        using AmiSession session = options.Connect();
        TimeSpan limit = TimeSpan.FromSeconds(options.Number("seconds", 60));
        AmiSubscription[] subscriptions = [.. Enumerable.Range(0, number).Select(_ => session.Subscribe(capacity: options.Number("capacity", 1_000_000)))];
        Tally[] tallies = [tally, .. subscriptions.Skip(1).Select(_ => new Tally())];
        Thread[] threads = [.. tallies.Zip(subscriptions, (t, s) => new Thread(() => Follow(s, t, limit)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        tally.Include(tallies.Skip(1));
    }

    private static void Follow(AmiSubscription subscription, Tally tally, TimeSpan limit)
    {
        using var stop = new CancellationTokenSource(limit);
        var batch = new List<AmiMessage>(BatchSize);
        try
        {
            while (subscription.TakeBatch(batch, BatchSize, limit, stop.Token))
            {
                foreach (AmiMessage message in batch)
                {
                    if (!tally.Take(message))
                    {
                        return;
                    }
                }

                batch.Clear();
            }
        }
        catch (Exception e) when (e is AmiException or OperationCanceledException)
        {
            // The server has closed, or the time is up.
        }

        tally.End(null);
    }

    /// <summary>What was counted.</summary>
    private sealed class Tally
    {
        private static readonly Process _process = Process.GetCurrentProcess();
        private long _begin;
        private TimeSpan _time;
        private TimeSpan _cpu;
        private long _allocated;
        private long _sent;
        private long _characters;

        internal long Events { get; set; }

        internal long Bytes { get; set; }

        internal long Lost { get; private set; }

        internal bool Complete { get; private set; }

        internal double Seconds => _begin == 0 ? 0 : Stopwatch.GetElapsedTime(_begin).TotalSeconds;

        internal void Begin()
        {
            if (_begin == 0)
            {
                _process.Refresh();
                _cpu = _process.TotalProcessorTime;
                _allocated = GC.GetTotalAllocatedBytes();
                _begin = Stopwatch.GetTimestamp();
            }
        }

        /// <summary>Reads three headers of an event; false when it is the last.</summary>
        internal bool Take(AmiMessage message)
        {
            Begin();
            string? name = message.GetHeader("Event");
            _characters += (name?.Length ?? 0) + (message.GetHeader("Channel")?.Length ?? 0) + (message.GetHeader("Uniqueid")?.Length ?? 0);
            switch (name)
            {
                case "BenchEnd":
                    End(message);
                    return false;
                case AmiSubscription.LossMarkerName:
                    Lost += Number(message, "Lost");
                    return true;
                case null:
                    return true;
                default:
                    Events++;
                    return true;
            }
        }

        internal void End(AmiMessage? end)
        {
            _time = Stopwatch.GetElapsedTime(_begin);
            _process.Refresh();
            _cpu = _process.TotalProcessorTime - _cpu;
            _allocated = GC.GetTotalAllocatedBytes() - _allocated;
            if (end is not null)
            {
                Complete = true;
                _sent = Number(end, "Events");
                Bytes = Number(end, "Bytes");
            }
        }

        internal void Include(IEnumerable<Tally> others)
        {
            foreach (Tally other in others)
            {
                Lost += other.Lost;
                Complete &= other.Complete;
                _allocated = Math.Max(_allocated, other._allocated);
                (_time, _cpu) = other._time > _time ? (other._time, other._cpu) : (_time, _cpu);
            }
        }

        /// <summary>Bytes are known to bare clients, and from BenchEnd.</summary>
        internal object Result(string mode) => new
        {
            mode,
            events = Events,
            complete = Complete,
            lost = Lost,
            missing = Complete ? _sent - Events : (long?)null,
            eventsPerSecond = Math.Round(Events / _time.TotalSeconds),
            megabytesPerSecond = Bytes > 0 ? Math.Round(Bytes / _time.TotalSeconds / 1e6, 1) : (double?)null,
            bytesPerEvent = Bytes > 0 && Events > 0 ? Math.Round((double)Bytes / Events, 1) : (double?)null,
            allocatedPerEvent = Math.Round((double)_allocated / Math.Max(Events, 1), 1),
            cpuSecondsPerMillion = Math.Round(_cpu.TotalSeconds * 1e6 / Math.Max(Events, 1), 2),
            seconds = Math.Round(_time.TotalSeconds, 3),
        };

        private static long Number(AmiMessage message, string header) =>
            long.TryParse(message.GetHeader(header), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;
    }
}
