using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Bench;

/// <summary>Actions through a session beside a bare socket that does the same, turn by turn in one process.</summary>
internal static class RoundTrip
{
    private const int Calls = 500;

    internal static void Ping(Options options)
    {
        using AmiSession session = options.Connect();
        using var handOver = new HandOver(options);
        var ping = new AmiAction("Ping");
        byte[] bytes = Encoding.UTF8.GetBytes("Action: Ping\r\nActionID: bench\r\n\r\n");
        Compare(options, 30_000, "Action: Ping", "Ping: Pong\r\n", () =>
        {
            session.Invoke(ping);
            return 1;
        }, () => handOver.Ask(bytes));
    }

    internal static void Channels(Options options)
    {
        using AmiSession session = options.Connect();
        try
        {
            MakeChannels(session);
            Compare(options, 40, "Action: CoreShowChannels", "Event: CoreShowChannelsComplete\r\n", () => session.GetChannels().Count());
        }
        finally
        {
            _ = session.InvokeList(new AmiAction("Hangup").Add("Channel", "/^Local.answer@test/")).Count();
        }
    }

    private static void MakeChannels(AmiSession session)
    {
        for (int i = 0; i < Calls; i++)
        {
            session.Invoke(new AmiAction("Originate")
                .Add("Channel", "Local/answer@test").Add("Application", "Wait").Add("Data", "600").Add("Async", "true"));
        }

        for (int i = 0; i < 100 && session.GetChannels().Count(channel => channel.State == "Up") < 2 * Calls; i++)
        {
            Thread.Sleep(200);
        }

        // Let the calls' last events pass.
        Thread.Sleep(2000);
    }

    /// <param name="options">Where to connect, and how often to ask.</param>
    /// <param name="times">How often, unless told.</param>
    /// <param name="request">What the bare socket sends.</param>
    /// <param name="last">What is in the last bytes of its answer, which ends in a blank line.</param>
    /// <param name="invoke">The same through the session; gives the number of items.</param>
    /// <param name="handOver">The same through a bare socket with a reading thread, where that is of interest.</param>
    private static void Compare(Options options, int times, string request, string last, Func<int> invoke, Action? handOver = null)
    {
        using BareClient bare = BareClient.Connect(options);
        byte[] bytes = Encoding.UTF8.GetBytes(request + "\r\nActionID: bench\r\n\r\n");
        byte[] end = Encoding.UTF8.GetBytes(last);
        byte[] buffer = new byte[4 * 1024 * 1024];
        int count = options.Number("count", times);
        int warmUp = Math.Max(5, count / 10);
        var ofSession = new double[count];
        var ofBare = new double[count];
        var ofHandOver = new double[count];
        int items = 0;
        int received = 0;
        for (int i = -warmUp; i < count; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            items = invoke();
            double session = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
            begin = Stopwatch.GetTimestamp();
            received = Ask(bare, bytes, end, buffer);
            double socket = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
            begin = Stopwatch.GetTimestamp();
            handOver?.Invoke();
            double thread = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
            if (i >= 0)
            {
                (ofSession[i], ofBare[i], ofHandOver[i]) = (session, socket, thread);
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            items,
            bytes = received,
            sessionMicroseconds = Math.Round(Median(ofSession), 1),
            socketMicroseconds = Math.Round(Median(ofBare), 1),
            handOverMicroseconds = Math.Round(Median(ofHandOver), 1),
            ratio = Math.Round(Median(ofSession) / Median(ofBare), 3),
            handOverRatio = Math.Round(Median(ofHandOver) / Median(ofBare), 3),
        }));
    }

    private static int Ask(BareClient bare, byte[] request, byte[] last, byte[] buffer)
    {
        const int Tail = 256;
        bare.Socket.Send(request);
        int received = 0;
        ReadOnlySpan<byte> tail;
        do
        {
            received += bare.Socket.Receive(buffer.AsSpan(received));
            tail = buffer.AsSpan(Math.Max(0, received - Tail), Math.Min(Tail, received));
        }
        while (!tail.EndsWith("\r\n\r\n"u8) || tail.IndexOf(last) < 0);

        return received;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
