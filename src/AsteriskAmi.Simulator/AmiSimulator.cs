using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;
using AsteriskAmi.Simulator.Replay;

namespace AsteriskAmi.Simulator;

/// <summary>
/// An embedded PBX that speaks the Asterisk Manager Interface on 127.0.0.1 as Asterisk 22 does, for demonstrations and
/// tests without an Asterisk. It has Local channels, a dialplan, two queues, a parking lot and conferences, and no
/// telephones. All of its threads are background threads. Thread-safe.
/// </summary>
public sealed class AmiSimulator : IDisposable
{
    private const int StopMilliseconds = 800;

    private static readonly char[] _lineBreaks = { '\r', '\n', '\0' };

    private readonly object _sync = new();
    private readonly PbxState _pbx = new();
    private readonly AmiSimulatorOptions _options;
    private readonly Socket _listener;
    private readonly Thread _thread;
    private readonly HashSet<ClientConnection> _clients = new();
    private bool _disposed;

    private AmiSimulator(AmiSimulatorOptions options)
    {
        _options = options;
        _pbx.Player = options.Transcript is null
            ? null
            : new ReplayPlayer(Recording.Read(options.Transcript), _pbx, options.RecordedTiming);
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, options.Port));
        _listener.Listen(128);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _thread = new Thread(Accept) { IsBackground = true, Name = "AmiSimulator listener" };
    }

    /// <summary>The name to connect to: 127.0.0.1.</summary>
    public string ComputerName { get; } = "127.0.0.1";

    /// <summary>The TCP port that it listens on.</summary>
    public int Port { get; }

    /// <summary>How many clients are logged in now.</summary>
    public int Connections => Clients().Count(client => client.Account is not null);

    /// <summary>How many channels there are now.</summary>
    public int Channels
    {
        get
        {
            lock (_pbx.Sync)
            {
                return _pbx.Channels.Count;
            }
        }
    }

    /// <summary>Starts a simulator.</summary>
    /// <param name="options">Its port, accounts and times, or a transcript; null for the defaults.</param>
    /// <returns>The simulator, ready for clients.</returns>
    /// <exception cref="SocketException">The port is taken.</exception>
    /// <exception cref="FormatException">The transcript is none, with the number of the line.</exception>
    /// <exception cref="System.IO.IOException">The transcript cannot be read; so with <see cref="UnauthorizedAccessException"/>.</exception>
    public static AmiSimulator Start(AmiSimulatorOptions? options = null)
    {
        var simulator = new AmiSimulator(options ?? new AmiSimulatorOptions());
        simulator._pbx.Scheduler.Start();
        simulator._thread.Start();
        return simulator;
    }

    /// <summary>Cuts every client off without a goodbye, as a crash does. New ones may come.</summary>
    public void DropConnections()
    {
        foreach (ClientConnection client in Clients())
        {
            client.Close();
        }
    }

    /// <summary>
    /// Sends an event to every client that may see it; it is of class user. When clients read more slowly than events
    /// are emitted, this waits for them, so that a flood does not fill the memory; one that does not read at all is cut
    /// off.
    /// </summary>
    /// <param name="eventName">The event's name.</param>
    /// <param name="headers">Its headers, in their order.</param>
    /// <exception cref="ArgumentException">A name or value holds a CR, LF or NUL.</exception>
    public void Emit(string eventName, params KeyValuePair<string, string>[] headers)
    {
        if (headers is null)
        {
            throw new ArgumentNullException(nameof(headers));
        }

        Check(eventName, nameof(eventName));
        Frame frame = Frame.Event(eventName, EventClasses.User);
        foreach (KeyValuePair<string, string> header in headers)
        {
            Check(header.Key, nameof(headers));
            Check(header.Value, nameof(headers));
            frame.Add(header.Key, header.Value);
        }

        lock (_pbx.Sync)
        {
            _pbx.Publish(frame);
        }

        foreach (ClientConnection client in Clients())
        {
            client.WaitForRoom();
        }
    }

    /// <summary>Stops it: closes the port and every connection, ends its threads within a second.</summary>
    public void Dispose()
    {
        lock (_sync)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _listener.Dispose();
        List<ClientConnection> clients = Clients();
        foreach (ClientConnection client in clients)
        {
            client.Close();
        }

        var deadline = System.Diagnostics.Stopwatch.StartNew();
        int Left() => Math.Max(1, StopMilliseconds - (int)deadline.ElapsedMilliseconds);
        _pbx.Scheduler.Stop(Left());
        foreach (ClientConnection client in clients)
        {
            client.Join(Left());
        }

        _thread.Join(Left());
    }

    private static void Check(string text, string parameter)
    {
        if (text is null)
        {
            throw new ArgumentNullException(parameter);
        }

        if (text.IndexOfAny(_lineBreaks) >= 0)
        {
            throw new ArgumentException("A header is one line of text: no CR, LF or NUL.", parameter);
        }
    }

    private List<ClientConnection> Clients()
    {
        lock (_sync)
        {
            return _clients.ToList();
        }
    }

    private void Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = _listener.Accept();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                if (IsDisposed())
                {
                    return;
                }

                // A client that went away before it was taken is no reason to stop listening.
                Thread.Sleep(10);
                continue;
            }

            Take(socket);
        }
    }

    private void Take(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            var client = new ClientConnection(_pbx, _options, socket, Forget);
            lock (_sync)
            {
                if (!_disposed)
                {
                    _clients.Add(client);
                    client.Start();
                    return;
                }
            }

            client.Close();
        }
        catch (SocketException)
        {
            // It went away at once.
            socket.Dispose();
        }
    }

    private bool IsDisposed()
    {
        lock (_sync)
        {
            return _disposed;
        }
    }

    private void Forget(ClientConnection client)
    {
        lock (_sync)
        {
            _clients.Remove(client);
        }
    }
}
