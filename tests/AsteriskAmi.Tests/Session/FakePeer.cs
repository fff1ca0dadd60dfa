using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Tests.Transport;
using Xunit;

namespace AsteriskAmi.Tests.Session;

/// <summary>The server's end of one connection. It reads only when it is asked for an action.</summary>
internal sealed class FakePeer : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _pending = [];
    private SslStream? _tls;
    private TlsRecordStream? _tlsRecords;
    private long _received;

    internal FakePeer(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _socket.ReceiveTimeout = (int)Limit.Patience.TotalMilliseconds;
        _socket.SendTimeout = (int)Limit.Patience.TotalMilliseconds;
    }

    /// <summary>What came in TLS records, before it is decrypted.</summary>
    internal TlsRecordStream TlsRecords => _tlsRecords ??= new TlsRecordStream(_socket);

    internal Stream Stream => new NetworkStream(_socket, ownsSocket: false);

    /// <summary>What is said, in clear also where it is encrypted.</summary>
    internal Stream Spoken => (Stream?)_tls ?? Stream;

    /// <summary>How many bytes have been read.</summary>
    internal long Received => Interlocked.Read(ref _received);

    /// <summary>Agrees on TLS; from then on everything is encrypted.</summary>
    internal void StartTls(X509Certificate2 certificate, SslProtocols protocols = SslProtocols.None)
    {
        _tls = new SslStream(TlsRecords);
        _tls.AuthenticateAsServer(certificate, clientCertificateRequired: false, protocols, checkCertificateRevocation: false);
    }

    /// <summary>Greets, takes the login by challenge, and answers CoreSettings, as Asterisk 22 does.</summary>
    /// <returns>The Login.</returns>
    internal FakeAction Login()
    {
        Greet();
        Answer(Expect("Challenge"), "Challenge: 123456789");
        FakeAction login = Expect("Login");
        Answer(login, "Message: Authentication accepted");
        Answer(Expect("CoreSettings"), "AMIversion: 11.0.0", "AsteriskVersion: 22.10.1", "SystemName: ");
        return login;
    }

    internal void Greet() => SendText("Asterisk Call Manager/11.0.0\r\n");

    internal void SendBytes(params byte[] bytes)
    {
        if (_tls is not null)
        {
            _tls.Write(bytes);
            return;
        }

        for (int sent = 0; sent < bytes.Length;)
        {
            sent += _socket.Send(bytes, sent, bytes.Length - sent, SocketFlags.None);
        }
    }

    internal void SendText(string text) => SendBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a message of these lines.</summary>
    internal void Send(params string[] lines) => SendText(string.Join("\r\n", lines) + "\r\n\r\n");

    /// <summary>Answers an action with Success and these lines.</summary>
    internal void Answer(FakeAction action, params string[] lines) =>
        Send(["Response: Success", "ActionID: " + action.Id, .. lines]);

    /// <summary>Answers an action with an error.</summary>
    internal void Refuse(FakeAction action, string message) =>
        Send("Response: Error", "ActionID: " + action.Id, "Message: " + message);

    /// <summary>Answers an action with a list: its items (each of one line or more), and its end.</summary>
    internal void AnswerList(FakeAction action, string name, params string[][] items)
    {
        Answer(action, "EventList: start", "Message: " + name + " will follow");
        foreach (string[] item in items)
        {
            Item(action, item);
        }

        Send("Event: " + name + "Complete", "ActionID: " + action.Id, "EventList: Complete", "ListItems: " + items.Length);
    }

    /// <summary>Sends one item of a list.</summary>
    internal void Item(FakeAction action, params string[] lines) =>
        Send([lines[0], "ActionID: " + action.Id, .. lines.Skip(1)]);

    /// <summary>Waits for the next action, which must have this name.</summary>
    internal FakeAction Expect(string name)
    {
        FakeAction action = Read() ?? throw new IOException("The client left; an action " + name + " was expected.");
        Assert.Equal(name, action.Name);
        return action;
    }

    /// <summary>Waits for the next action.</summary>
    /// <returns>The action; null when the client has left.</returns>
    internal FakeAction? Read()
    {
        while (true)
        {
            int end = FindEnd();
            if (end >= 0)
            {
                byte[] bytes = [.. _pending.Take(end)];
                _pending.RemoveRange(0, end);
                return new FakeAction(bytes);
            }

            int count = ReceiveSome();
            if (count == 0)
            {
                return null;
            }

            _pending.AddRange(_buffer.Take(count));
        }
    }

    /// <summary>Answers every action on a thread of its own until the client leaves.</summary>
    internal Task Serve(Action<FakeAction> answer) => Limit.Run(() =>
    {
        while (Read() is FakeAction action)
        {
            answer(action);
        }
    });

    /// <summary>Reads and forgets until the client leaves; fails the test when it does not.</summary>
    internal void WaitForClose()
    {
        while (ReceiveSome() > 0)
        {
        }
    }

    /// <summary>Closes at once, so that the other side sees a reset.</summary>
    internal void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        _socket.Dispose();
    }

    private int ReceiveSome()
    {
        try
        {
            int count = _tls?.Read(_buffer) ?? _socket.Receive(_buffer);
            Interlocked.Add(ref _received, count);
            return count;
        }
        catch (Exception e) when ((e is IOException ? e.InnerException : e) is ObjectDisposedException
            or SocketException { SocketErrorCode: not SocketError.TimedOut and not SocketError.WouldBlock })
        {
            return 0;
        }
    }

    private int FindEnd()
    {
        for (int i = 3; i < _pending.Count; i++)
        {
            if (_pending[i] == '\n' && _pending[i - 1] == '\r' && _pending[i - 2] == '\n' && _pending[i - 3] == '\r')
            {
                return i + 1;
            }
        }

        return -1;
    }
}
