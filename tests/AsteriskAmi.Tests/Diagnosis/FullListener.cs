using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AsteriskAmi.Tests.Diagnosis;

/// <summary>A port that answers nobody: as many connections wait for it already as the system lets wait.</summary>
internal sealed class FullListener : IDisposable
{
    private const int Most = 100;
    private static readonly TimeSpan _answerTime = TimeSpan.FromMilliseconds(500);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    internal FullListener()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
        for (bool answers = true; answers;)
        {
            Assert.SkipWhen(_waiting.Count == Most, "This system takes connections for a port that is full.");
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(socket);
            answers = IsAnswered(socket);
        }
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _waiting.ForEach(socket => socket.Dispose());
    }

    /// <summary>Without the thread pool, which may take longer than a connection on this machine.</summary>
    private bool IsAnswered(Socket socket)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return socket.Poll(_answerTime, SelectMode.SelectWrite);
        }

        return true;
    }
}
