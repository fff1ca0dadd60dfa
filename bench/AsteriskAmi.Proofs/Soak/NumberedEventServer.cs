using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace AsteriskAmi.Proofs.Soak;

/// <summary>
/// Sends events of a real Asterisk, numbered, at an even rate, each with the moment at which it was sent, and measures how long the client
/// ever made it wait. It runs in a process of its own, so that the client's pauses are not its own.
/// </summary>
internal sealed class NumberedEventServer
{
    internal const string EndName = "SoakEnd";
    internal const string NumberHeader = "Number";
    internal const string SentHeader = "Sent";

    private const int Digits = 20;
    private const int LongestEvent = 64 * 1024;

    private readonly byte[][] _events = new byte[RecordedEvents.All.Length][];
    private readonly int[] _numberAt = new int[RecordedEvents.All.Length];
    private readonly byte[] _batch = new byte[1024 * 1024];
    private long _longestSend;
    private long _longestSleep;
    private long _bytes;

    private NumberedEventServer()
    {
        string numbers = $"{NumberHeader}: {new string('0', Digits)}\r\n{SentHeader}: {new string('0', Digits)}\r\n";
        for (int i = 0; i < _events.Length; i++)
        {
            // Behind the first line, which is the event's name.
            string text = RecordedEvents.All[i];
            int second = text.IndexOf('\n', StringComparison.Ordinal) + 1;
            _events[i] = Encoding.UTF8.GetBytes(text.Insert(second, numbers));
            _numberAt[i] = second + NumberHeader.Length + 2;
        }
    }

    internal static int Run(Arguments options)
    {
        using TcpListener listener = LoopbackPeer.Listen();
        Console.WriteLine(LoopbackPeer.PortOf(listener));
        var server = new NumberedEventServer();
        using var peer = new LoopbackPeer(listener.AcceptSocket());
        if (!peer.Welcome() || peer.ReadAction() is not { } begin)
        {
            return 1;
        }

        peer.Answer(begin);
        server.Send(peer, options.Number("rate", 20_000), TimeSpan.FromSeconds(options.Number("seconds", 60)));
        peer.AnswerAll();
        return 0;
    }

    private void Send(LoopbackPeer peer, int rate, TimeSpan time)
    {
        long begin = Stopwatch.GetTimestamp();
        long total = (long)(rate * time.TotalSeconds);
        long sent = 0;
        while (sent < total)
        {
            long due = Math.Min(total, (long)(Stopwatch.GetElapsedTime(begin).TotalSeconds * rate));
            while (sent < due)
            {
                sent += SendSome(peer, sent, due);
            }

            long asleep = Stopwatch.GetTimestamp();
            Thread.Sleep(1);
            _longestSleep = Math.Max(_longestSleep, Stopwatch.GetTimestamp() - asleep);
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        peer.Send(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"Event: {EndName}\r\n{NumberHeader}: {sent}\r\nSeconds: {seconds:0.0}\r\nMegabytes: {_bytes / 1e6:0}\r\nLongestSend: {Milliseconds(_longestSend):0.0}\r\nLongestSleep: {Milliseconds(_longestSleep):0.0}\r\n\r\n")));
    }

    private int SendSome(LoopbackPeer peer, long first, long due)
    {
        int length = 0;
        int count = 0;
        long now = Stopwatch.GetTimestamp();
        while (first + count < due && length + LongestEvent < _batch.Length)
        {
            int kind = (int)((first + count) % _events.Length);
            Span<byte> place = _batch.AsSpan(length);
            _events[kind].CopyTo(place);
            WriteNumber(place[_numberAt[kind]..], first + count);
            WriteNumber(place[(_numberAt[kind] + Digits + 2 + SentHeader.Length + 2)..], now);
            length += _events[kind].Length;
            count++;
        }

        peer.Send(_batch.AsSpan(0, length));
        _longestSend = Math.Max(_longestSend, Stopwatch.GetTimestamp() - now);
        _bytes += length;
        return count;
    }

    private static void WriteNumber(Span<byte> place, long number)
    {
        for (int i = Digits - 1; i >= 0; i--)
        {
            place[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
