using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AsteriskAmi.Proofs;

/// <summary>The server's side of one connection, which lets everybody in and then does what a proof wants.</summary>
internal sealed class LoopbackPeer : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[8192];
    private string _pending = string.Empty;

    internal LoopbackPeer(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
    }

    internal static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    internal static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Greets and answers the three actions with which a session begins.</summary>
    /// <returns>Whether the client stayed for all of it.</returns>
    internal bool Welcome()
    {
        Send("Asterisk Call Manager/11.0.0\r\n"u8);
        for (int i = 0; i < 3; i++)
        {
            if (ReadAction() is not { } action)
            {
                return false;
            }

            Answer(action, "Challenge: 12345\r\nAsteriskVersion: 22.10.1\r\n");
        }

        return true;
    }

    internal void Answer(Dictionary<string, string> action, string more = "") =>
        Send(Encoding.UTF8.GetBytes($"Response: Success\r\nActionID: {action["ActionID"]}\r\n{more}\r\n"));

    internal void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <summary>Waits for the next action.</summary>
    /// <returns>Its headers; null when the client has left.</returns>
    internal Dictionary<string, string>? ReadAction()
    {
        int end;
        while ((end = _pending.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            int count = _socket.Receive(_buffer);
            if (count == 0)
            {
                return null;
            }

            _pending += Encoding.UTF8.GetString(_buffer, 0, count);
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in _pending[..end].Split("\r\n"))
        {
            string[] parts = line.Split(": ", 2);
            headers[parts[0]] = parts[1];
        }

        _pending = _pending[(end + 4)..];
        return headers;
    }

    /// <summary>Answers every action until the client leaves.</summary>
    internal void AnswerAll()
    {
        try
        {
            while (ReadAction() is { } action)
            {
                Answer(action);
            }
        }
        catch (SocketException)
        {
            // A client that leaves while bytes are on their way resets the connection.
        }
    }

    public void Dispose() => _socket.Dispose();
}
