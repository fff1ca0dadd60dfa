using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>
/// Counts on a bare connection of its own which actions the server carried out, by the keys of the user events that they
/// made. It is back within some milliseconds when the server is, and knows when it could not see.
/// </summary>
internal sealed class KeyObserver : IDisposable
{
    private static readonly TimeSpan _retry = TimeSpan.FromMilliseconds(5);

    private readonly int _port;
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly object _gate = new();
    private readonly List<(long From, long To)> _blind = [];
    private readonly Thread _thread;
    private RawAmi? _client;
    private long _lastSerial = -1;
    private long _lastRead = Stopwatch.GetTimestamp();
    private volatile bool _stop;

    internal KeyObserver(int port)
    {
        _port = port;
        _thread = new Thread(Run) { IsBackground = true, Name = "observer" };
        _thread.Start();
    }

    /// <summary>The last number of <see cref="SerialSource"/> that came by.</summary>
    internal long LastSerial => Interlocked.Read(ref _lastSerial);

    /// <summary>How often an action was carried out.</summary>
    internal int Count(string key) => _seen.TryGetValue(key, out int count) ? count : 0;

    /// <summary>Whether it could not see at some time between two, in ticks of <see cref="Stopwatch"/>.</summary>
    internal bool WasBlind(long from, long to)
    {
        lock (_gate)
        {
            return _blind.Exists(window => window.From <= to && window.To >= from);
        }
    }

    public void Dispose()
    {
        _stop = true;
        Volatile.Read(ref _client)?.Dispose();
        _thread.Join();
    }

    private void Run()
    {
        while (!_stop)
        {
            try
            {
                using var client = new RawAmi(_port, "user");
                Volatile.Write(ref _client, client);
                lock (_gate)
                {
                    _blind.Add((_lastRead, Stopwatch.GetTimestamp()));
                }

                Watch(client);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The server is gone, which is what this is about.
                Thread.Sleep(_retry);
            }
        }
    }

    private void Watch(RawAmi client)
    {
        while (!_stop)
        {
            Dictionary<string, string> message = client.Read();
            _lastRead = Stopwatch.GetTimestamp();
            if (message.TryGetValue(SerialSource.Header, out string? serial))
            {
                Interlocked.Exchange(ref _lastSerial, long.Parse(serial, CultureInfo.InvariantCulture));
            }
            else if (message.TryGetValue(ActionLoad.Header, out string? key))
            {
                _seen.AddOrUpdate(key, 1, (_, count) => count + 1);
            }
        }
    }
}
