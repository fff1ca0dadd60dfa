using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>
/// Makes numbered events on the server, by UserEvent on a connection of its own, at an even rate. It knows of each number
/// whether the server took it; when the server is gone it tries again and again, and goes on with the next number.
/// </summary>
internal sealed class SerialSource : IDisposable
{
    internal const string EventName = "Numbered";
    internal const string Header = "Serial";

    private static readonly TimeSpan _retry = TimeSpan.FromMilliseconds(20);

    private readonly int _port;
    private readonly int _perSecond;
    private readonly string _padding;
    private readonly object _gate = new();
    private readonly List<long> _taken = [];
    private readonly Thread _thread;
    private volatile bool _stop;
    private long _next;

    /// <param name="port">The server's port.</param>
    /// <param name="perSecond">How many events a second.</param>
    /// <param name="paddingLines">How many lines of 900 bytes each event carries besides.</param>
    internal SerialSource(int port, int perSecond, int paddingLines = 0)
    {
        _port = port;
        _perSecond = perSecond;
        for (int i = 0; i < paddingLines; i++)
        {
            _padding += $"Padding{i}: {new string('x', 900)}\r\n";
        }

        _padding ??= string.Empty;
        _thread = new Thread(Run) { IsBackground = true, Name = "source" };
        _thread.Start();
    }

    /// <summary>The last number that the server took; -1 before the first.</summary>
    internal long Last
    {
        get
        {
            lock (_gate)
            {
                return _taken.Count == 0 ? -1 : _taken[^1];
            }
        }
    }

    /// <summary>The numbers between two, both included, that the server took.</summary>
    internal IReadOnlyList<long> Taken(long from, long to)
    {
        lock (_gate)
        {
            return _taken.FindAll(number => number >= from && number <= to);
        }
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
    }

    private void Run()
    {
        while (!_stop)
        {
            try
            {
                using var client = new RawAmi(_port, "off");
                Send(client);
            }
            catch (IOException)
            {
                // The server is gone, which is what this is about.
                Thread.Sleep(_retry);
            }
        }
    }

    private void Send(RawAmi client)
    {
        long begin = Stopwatch.GetTimestamp();
        for (long sent = 0; !_stop; sent++)
        {
            long number = _next++;
            client.Send($"Action: UserEvent\r\nUserEvent: {EventName}\r\n{Header}: {number}\r\n{_padding}\r\n");
            if (client.ReadAnswer()["Response"] == "Success")
            {
                lock (_gate)
                {
                    _taken.Add(number);
                }
            }

            TimeSpan ahead = TimeSpan.FromSeconds((double)(sent + 1) / _perSecond) - Stopwatch.GetElapsedTime(begin);
            if (ahead > TimeSpan.Zero)
            {
                Thread.Sleep(ahead);
            }
        }
    }
}
