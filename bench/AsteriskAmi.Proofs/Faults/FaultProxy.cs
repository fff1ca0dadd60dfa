using System;
using System.Collections.Generic;
using System.Net.Sockets;
using System.Threading;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>A TCP proxy between the session under test and the server that breaks what it is told to.</summary>
internal sealed class FaultProxy : IDisposable
{
    private readonly TcpListener _listener = LoopbackPeer.Listen();
    private readonly int _serverPort;
    private readonly object _gate = new();
    private readonly List<ProxyLine> _lines = [];
    private volatile bool _isSilent;

    internal FaultProxy(int serverPort)
    {
        _serverPort = serverPort;
        Port = LoopbackPeer.PortOf(_listener);
        new Thread(Accept) { IsBackground = true, Name = "proxy" }.Start();
    }

    internal int Port { get; }

    /// <summary>Whether to take new connections and then say nothing on them.</summary>
    internal bool IsSilent
    {
        get => _isSilent;
        set => _isSilent = value;
    }

    /// <summary>How many connections are there.</summary>
    internal int Open
    {
        get
        {
            lock (_gate)
            {
                return _lines.FindAll(line => line.IsOpen).Count;
            }
        }
    }

    /// <summary>Sets what happens on the connections that there are; those that come later pass.</summary>
    internal void Set(ProxyMode mode) => Each(line => line.Mode = mode);

    /// <summary>Ends the connections that there are.</summary>
    /// <param name="reset">Whether by reset, or in an orderly way.</param>
    internal void Cut(bool reset) => Each(line => line.Close(reset));

    public void Dispose()
    {
        _listener.Stop();
        Cut(reset: false);
    }

    private void Each(Action<ProxyLine> what)
    {
        lock (_gate)
        {
            _lines.RemoveAll(line => !line.IsOpen);
            _lines.ForEach(what);
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket client = _listener.AcceptSocket();
                lock (_gate)
                {
                    _lines.Add(new ProxyLine(client, _isSilent ? null : _serverPort));
                }
            }
        }
        catch (SocketException)
        {
            // Stopped.
        }
    }
}
