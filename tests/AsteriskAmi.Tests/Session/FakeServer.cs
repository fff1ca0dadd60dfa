using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Session;

namespace AsteriskAmi.Tests.Session;

/// <summary>
/// A server on a free port of this machine that does what a test tells it. Whatever happens, it leaves after a while,
/// so that no test waits for it for ever.
/// </summary>
internal sealed class FakeServer : IDisposable
{
    private static readonly TimeSpan _longestLife = TimeSpan.FromMinutes(5);

    private static readonly ConcurrentQueue<Socket> _taken = new();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<FakePeer> _peers = [];
    private readonly Timer _watchdog;
    private bool _disposed;

    /// <param name="receiveBuffer">The size of the sockets' receive buffers in bytes; 0 for the system's own.</param>
    internal FakeServer(int receiveBuffer = 0)
    {
        if (receiveBuffer > 0)
        {
            _listener.Server.ReceiveBufferSize = receiveBuffer;
        }

        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _watchdog = new Timer(_ => Dispose(), null, _longestLife, Timeout.InfiniteTimeSpan);
    }

    internal int Port { get; }

    /// <summary>A port on which nothing listens, and nothing will: it is taken.</summary>
    internal static int FreePort()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _taken.Enqueue(socket);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Options to connect here, by one connection, in time enough on any machine.</summary>
    internal AmiConnectOptions Options(Action<AmiConnectOptions>? change = null)
    {
        var options = new AmiConnectOptions("alice", "s3cret")
        {
            ComputerName = "127.0.0.1", Port = Port, PoolSize = 0, ConnectTimeout = Limit.Patience, ActionTimeout = Limit.Patience,
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>Takes the next connection.</summary>
    internal FakePeer Accept()
    {
        using var patience = new CancellationTokenSource(Limit.Patience);
        var peer = new FakePeer(_listener.AcceptSocketAsync(patience.Token).AsTask().GetAwaiter().GetResult());
        lock (_peers)
        {
            _peers.Add(peer);
            if (_disposed)
            {
                peer.Dispose();
            }
        }

        return peer;
    }

    /// <summary>Takes no more connections: who comes is refused.</summary>
    internal void StopListening() => _listener.Stop();

    /// <summary>Takes one connection on a thread of its own and does something with it.</summary>
    internal Task<FakePeer> OnConnection(Action<FakePeer> what) => Limit.Run(() =>
    {
        FakePeer peer = Accept();
        what(peer);
        return peer;
    });

    /// <summary>Takes every connection, each on a thread of its own, until it is disposed.</summary>
    internal void OnEveryConnection(Action<FakePeer> what) => _ = Limit.Run(() =>
    {
        while (true)
        {
            FakePeer peer;
            try
            {
                peer = Accept();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            _ = Limit.Run(() =>
            {
                try
                {
                    what(peer);
                }
                catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or AuthenticationException)
                {
                    // The client has left, which is what it is expected to do.
                }
            });
        }
    });

    public void Dispose()
    {
        lock (_peers)
        {
            _disposed = true;
            foreach (FakePeer peer in _peers)
            {
                peer.Dispose();
            }
        }

        _listener.Stop();
        _watchdog.Dispose();
    }
}
