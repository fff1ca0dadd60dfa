using System;
using System.Net.Sockets;
using System.Threading;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>One connection through a proxy, with a thread for each direction.</summary>
internal sealed class ProxyLine : IDisposable
{
    private static readonly TimeSpan _delay = TimeSpan.FromMilliseconds(100);

    private readonly Socket _client;
    private readonly Socket? _server;
    private readonly ManualResetEventSlim _closed = new(false);
    private volatile ProxyMode _mode;

    /// <param name="client">The client's end.</param>
    /// <param name="serverPort">Where to go on to; null for nowhere.</param>
    internal ProxyLine(Socket client, int? serverPort)
    {
        _client = client;
        _client.NoDelay = true;
        if (serverPort is null)
        {
            return;
        }

        _server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            _server.Connect("127.0.0.1", serverPort.Value);
        }
        catch (SocketException)
        {
            Close(reset: true);
            return;
        }

        new Thread(() => Pump(_client, _server, ProxyMode.Swallow)) { IsBackground = true, Name = "proxy up" }.Start();
        new Thread(() => Pump(_server, _client, ProxyMode.Mute)) { IsBackground = true, Name = "proxy down" }.Start();
    }

    internal bool IsOpen => !_closed.IsSet;

    internal ProxyMode Mode
    {
        set => _mode = value;
    }

    public void Dispose() => Close(reset: false);

    internal void Close(bool reset)
    {
        _closed.Set();
        foreach (Socket? socket in new[] { _client, _server })
        {
            try
            {
                if (reset)
                {
                    socket?.LingerState = new LingerOption(true, 0);
                }
                else
                {
                    socket?.Shutdown(SocketShutdown.Both);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }

            socket?.Dispose();
        }
    }

    /// <param name="from">Where it comes from.</param>
    /// <param name="to">Where it goes to.</param>
    /// <param name="least">The first of the two modes in which this direction is swallowed.</param>
    private void Pump(Socket from, Socket to, ProxyMode least)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = from.Receive(buffer)) > 0;)
            {
                Hand(to, buffer.AsSpan(0, count), least);
                if (_mode == ProxyMode.Stall)
                {
                    _closed.Wait();
                }
            }

            Close(reset: false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Close(reset: true);
        }
    }

    private void Hand(Socket to, Span<byte> bytes, ProxyMode least)
    {
        ProxyMode mode = _mode;
        if (mode >= least && mode <= ProxyMode.Swallow)
        {
            return;
        }

        if (mode == ProxyMode.Delay)
        {
            Thread.Sleep(_delay);
        }

        while (!bytes.IsEmpty)
        {
            int piece = mode == ProxyMode.Split ? Random.Shared.Next(1, 4) : bytes.Length;
            bytes = bytes[to.Send(bytes[..Math.Min(piece, bytes.Length)])..];
        }
    }
}
