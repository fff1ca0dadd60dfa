using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Transport;

/// <summary>Bytes in and out over TCP, in clear.</summary>
internal sealed class TcpTransport : ISocketTransport
{
#if NET
    private const int KeepAliveSeconds = 30;
#endif

    private readonly string _host;
    private readonly int _port;
    private readonly TimeSpan _writeTimeout;
    private readonly TimeSpan _readTimeout;
    private readonly IConnectWatcher? _watcher;
    private readonly object _gate = new();
    private Socket? _socket;
    private volatile bool _isReached;
    private bool _disposed;

    /// <param name="host">The host.</param>
    /// <param name="port">The port.</param>
    /// <param name="writeTimeout">How long the peer may take no bytes.</param>
    /// <param name="readTimeout">How long a read waits; zero for without end.</param>
    /// <param name="watcher">Is told how far the connection has come; null for nobody.</param>
    internal TcpTransport(string host, int port, TimeSpan writeTimeout, TimeSpan readTimeout = default, IConnectWatcher? watcher = null)
    {
        _watcher = watcher;
        _host = host;
        _port = port;
        _writeTimeout = writeTimeout;
        _readTimeout = readTimeout;
    }

    /// <inheritdoc/>
    public bool Greets => true;

    /// <inheritdoc/>
    public bool IsReached => _isReached;

    /// <inheritdoc/>
    public bool LogsIn => false;

    /// <inheritdoc/>
    public string? ServerVersion => null;

    /// <inheritdoc/>
    public bool HasInput => _socket!.Poll(0, SelectMode.SelectRead);

    /// <summary>The socket, once connected.</summary>
    internal Socket Socket => _socket!;

    /// <summary>Connects to the first of the host's addresses that takes the connection.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.ConnectionFailed"/>, with the cause.</exception>
    public void Connect()
    {
        AmiException? failure = null;
        IPAddress[] addresses = Resolve();
        _watcher?.Resolved(addresses);
        foreach (IPAddress address in addresses)
        {
            try
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
                {
                    NoDelay = true,
                    SendTimeout = (int)_writeTimeout.TotalMilliseconds,
                    ReceiveTimeout = (int)_readTimeout.TotalMilliseconds,
                };
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
#if NET
                // A host that is gone is noticed within a minute also while an action waits for hours, when none is pinged.
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds / 3);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
#endif
                Adopt(socket);
                StepLog.Current?.Add($"Connecting to {address}, port {_port}.");
                socket.Connect(address, _port);
                _isReached = true;
                _watcher?.Reached(new IPEndPoint(address, _port), socket.LocalEndPoint);
                StepLog.Current?.Add("Connected.");
                return;
            }
            catch (SocketException e)
            {
                failure = CannotConnect(e);
                _watcher?.Refused(address, e);
                StepLog.Current?.Add(failure.Message);
            }
        }

        throw failure ?? new AmiException(AmiErrorCode.ConnectionFailed, $"The name '{_host}' has no address.");
    }

    /// <inheritdoc/>
    public int Read(ArraySegment<byte> space) =>
        _socket!.Receive(space.Array!, space.Offset, space.Count, SocketFlags.None);

    /// <inheritdoc/>
    public void Write(ArraySegment<byte> bytes)
    {
        int sent = 0;
        while (sent < bytes.Count)
        {
            sent += _socket!.Send(bytes.Array!, bytes.Offset + sent, bytes.Count - sent, SocketFlags.None);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _socket?.Dispose();
        }
    }

    private void Adopt(Socket socket)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                socket.Dispose();
                throw new ObjectDisposedException(nameof(TcpTransport));
            }

            _socket?.Dispose();
            _socket = socket;
        }
    }

    private IPAddress[] Resolve()
    {
        try
        {
            StepLog.Current?.Add($"Resolving '{_host}'.");
            return Dns.GetHostAddresses(_host);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new AmiException(
                AmiErrorCode.ConnectionFailed,
                _host.Contains("://")
                    ? $"The name '{_host}' cannot be resolved: it is a URI. Give it with -Uri."
                    : _host.Split(':').Length == 2
                    ? $"The name '{_host}' cannot be resolved: it holds a port. Give the name with -ComputerName and the port with -Port."
                    : $"The name '{_host}' cannot be resolved ({e.Message}). Check -ComputerName, or give an IP address.",
                e);
        }
    }

    private AmiException CannotConnect(SocketException e)
    {
        string why = e.SocketErrorCode switch
        {
            SocketError.ConnectionRefused =>
                "nothing listens there. Check the port, that Asterisk runs, and that manager.conf has enabled=yes and a bindaddr (for TLS tlsenable=yes and a tlsbindaddr) that you can reach",
            SocketError.TimedOut =>
                "the host does not answer. Check the address, and any firewall between",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable =>
                "the host cannot be reached. Check the address and the network",
            _ => e.Message,
        };
        return new AmiException(
            AmiErrorCode.ConnectionFailed,
            string.Format(CultureInfo.InvariantCulture, "Cannot connect to {0}:{1}: {2}.", _host, _port, why),
            e);
    }
}
