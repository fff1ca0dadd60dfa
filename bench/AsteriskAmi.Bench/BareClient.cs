using System;
using System.IO;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Bench;

/// <summary>A bare socket that has logged in: what the core is measured against.</summary>
internal sealed class BareClient : IDisposable
{
    private BareClient(Socket socket) => Socket = socket;

    internal Socket Socket { get; }

    /// <summary>The reader that read the login's answers; events may wait in it already.</summary>
    internal AmiMessageReader Reader { get; } = new();

    /// <summary>How many bytes <see cref="Fill"/> has received.</summary>
    internal long Received { get; private set; }

    internal static BareClient Connect(Options options)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10_000, SendTimeout = 10_000 };
        socket.Connect(options.Host, options.Port);
        var client = new BareClient(socket);
        client.Login(options);
        return client;
    }

    public void Dispose() => Socket.Dispose();

    internal void Send(string text) => Socket.Send(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n\r\n"));

    /// <summary>Receives into the reader; false when the server has closed.</summary>
    internal bool Fill()
    {
        int count = Socket.Receive(Reader.GetSpace());
        Reader.Advance(count);
        Received += count;
        return count > 0;
    }

    private void Login(Options options)
    {
        do
        {
            FillOrThrow();
        }
        while (!Reader.TryReadBanner(out _));

        Send("Action: Challenge\nAuthType: MD5");
        string challenge = Answer().GetHeader("Challenge") ?? throw new IOException("The server knows no MD5 challenge.");
#pragma warning disable CA5351 // The protocol asks for MD5.
        string key = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(challenge + options.Secret)));
#pragma warning restore CA5351
        Send($"Action: Login\nAuthType: MD5\nUsername: {options.User}\nKey: {key}\nEvents: on");
        if (Answer() is var answer && answer.GetHeader("Response") != "Success")
        {
            throw new IOException("The server refused the login: " + answer.GetHeader("Message"));
        }
    }

    private AmiMessage Answer()
    {
        while (true)
        {
            while (Reader.TryRead(out AmiMessage message))
            {
                if (message.GetHeader("Response") is not null)
                {
                    return message;
                }
            }

            FillOrThrow();
        }
    }

    private void FillOrThrow()
    {
        if (!Fill())
        {
            throw new IOException("The server closed the connection.");
        }
    }
}
