using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Text;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>A bare AMI client that shares nothing with the library: it sends text and cuts what comes at blank lines.</summary>
internal sealed class RawAmi : IDisposable
{
    private const string UserName = "admin";
    private const string Secret = "admin-test-secret";
    private const int ReceiveTimeout = 30_000;

    private readonly TcpClient _client = new() { NoDelay = true, ReceiveTimeout = ReceiveTimeout };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private string _text = string.Empty;
    private int _at;

    /// <summary>Connects and logs in.</summary>
    /// <param name="port">The server's port.</param>
    /// <param name="events">The event mask.</param>
    /// <exception cref="IOException">The server is not there, or refused.</exception>
    internal RawAmi(int port, string events)
    {
        try
        {
            _client.Connect("127.0.0.1", port);
            Send($"Action: Login\r\nUsername: {UserName}\r\nSecret: {Secret}\r\nEvents: {events}\r\n\r\n");
            Dictionary<string, string> answer = ReadAnswer();
            if (answer["Response"] != "Success")
            {
                throw new IOException("The login was refused: " + answer["Message"]);
            }
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            _client.Dispose();
            throw new IOException(e.Message, e);
        }
    }

    internal void Send(string text) => _client.GetStream().Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Waits for the next message.</summary>
    /// <exception cref="IOException">The connection has ended.</exception>
    internal Dictionary<string, string> Read()
    {
        int end;
        while ((end = _text.IndexOf("\r\n\r\n", _at, StringComparison.Ordinal)) < 0)
        {
            int count = _client.GetStream().Read(_buffer);
            if (count == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            _text = _text[_at..] + Encoding.UTF8.GetString(_buffer, 0, count);
            _at = 0;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in _text[_at..end].Split("\r\n"))
        {
            string[] parts = line.Split(": ", 2);
            headers.TryAdd(parts[0], parts.Length > 1 ? parts[1] : string.Empty);
        }

        _at = end + 4;
        return headers;
    }

    /// <summary>Waits for the next answer, over any events.</summary>
    internal Dictionary<string, string> ReadAnswer()
    {
        Dictionary<string, string> message;
        do
        {
            message = Read();
        }
        while (!message.ContainsKey("Response"));
        return message;
    }

    public void Dispose() => _client.Dispose();
}
