using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Bench;

/// <summary>
/// A server that takes any login and every action, and a moment after the login sends recorded events as fast as the
/// socket takes them, or at a pace. The last event is BenchEnd, with the count and the bytes of those before it and when they began.
/// </summary>
internal sealed class ReplayServer
{
    private const int PaceMilliseconds = 10;

    private readonly Recording _recording;
    private readonly int _repeat;
    private readonly int _rate;
    private readonly int _delay;

    private ReplayServer(Options options)
    {
        _recording = Recording.Load(options.Text("file", Path.Combine(AppContext.BaseDirectory, "events.txt.gz")));
        _repeat = options.Number("repeat", 10);
        _rate = options.Number("rate", 0);
        _delay = options.Number("delay", 300);
    }

    internal static void Run(Options options)
    {
        var server = new ReplayServer(options);
        using var end = new Timer(_ => Environment.Exit(0), null, TimeSpan.FromSeconds(options.Number("seconds", 600)), Timeout.InfiniteTimeSpan);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, options.Number("port", 0)));
        listener.Listen();
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        while (true)
        {
            Socket client = listener.Accept();
            new Thread(() => server.Serve(client)) { IsBackground = true }.Start();
        }
    }

    private static string Answer(AmiMessage action)
    {
        var answer = new StringBuilder("Response: Success\r\n");
        if (action.GetHeader("ActionID") is string id)
        {
            answer.Append("ActionID: ").Append(id).Append("\r\n");
        }

        return answer.Append(action.GetHeader("Action")?.ToUpperInvariant() switch
        {
            "CHALLENGE" => "Challenge: 123456789\r\n",
            "LOGIN" => "Message: Authentication accepted\r\n",
            "CORESETTINGS" => "AMIversion: 11.0.0\r\nAsteriskVersion: 22.0.0\r\n",
            "PING" => "Ping: Pong\r\n",
            _ => "Message: Done\r\n",
        }).Append("\r\n").ToString();
    }

    private void Serve(Socket client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                client.Send("Asterisk Call Manager/11.0.0\r\n"u8);
                AnswerActions(client);
            }
            catch (Exception e) when (e is SocketException or AmiException or ObjectDisposedException)
            {
                // That client has gone.
            }
        }
    }

    private void AnswerActions(Socket client)
    {
        var gate = new Lock();
        var reader = new AmiMessageReader();
        int count;
        do
        {
            count = client.Receive(reader.GetSpace());
            reader.Advance(count);
            while (reader.TryRead(out AmiMessage action))
            {
                byte[] answer = Encoding.UTF8.GetBytes(Answer(action));
                lock (gate)
                {
                    client.Send(answer);
                }

                string? name = action.GetHeader("Action");
                if (string.Equals(name, "Logoff", StringComparison.OrdinalIgnoreCase))
                {
                    return;
                }

                if (string.Equals(name, "Login", StringComparison.OrdinalIgnoreCase))
                {
                    new Thread(() => Stream(client, gate)) { IsBackground = true }.Start();
                }
            }
        }
        while (count > 0);
    }

    private void Stream(Socket client, Lock gate)
    {
        Thread.Sleep(_delay);
        double started = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
        try
        {
            for (int i = 0; i < _repeat; i++)
            {
                SendOnce(client, gate);
            }

            long events = (long)_repeat * _recording.Ends.Count;
            long bytes = (long)_repeat * _recording.Bytes.Length;
            Send(client, gate, Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"Event: BenchEnd\r\nPrivilege: system,all\r\nEvents: {events}\r\nBytes: {bytes}\r\nStarted: {started:F3}\r\n\r\n")));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // That client has gone.
        }
    }

    private void SendOnce(Socket client, Lock gate)
    {
        if (_rate == 0)
        {
            foreach ((int start, int length, int _) in _recording.Slices)
            {
                Send(client, gate, _recording.Bytes.AsSpan(start, length));
            }

            return;
        }

        long begin = Stopwatch.GetTimestamp();
        int sent = 0;
        int from = 0;
        while (sent < _recording.Ends.Count)
        {
            int due = Math.Min(_recording.Ends.Count, (int)(Stopwatch.GetElapsedTime(begin).TotalSeconds * _rate));
            if (due > sent)
            {
                int to = _recording.Ends[due - 1];
                Send(client, gate, _recording.Bytes.AsSpan(from, to - from));
                (sent, from) = (due, to);
            }

            Thread.Sleep(PaceMilliseconds);
        }
    }

    private static void Send(Socket client, Lock gate, ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[client.Send(bytes)..];
            }
        }
    }
}
