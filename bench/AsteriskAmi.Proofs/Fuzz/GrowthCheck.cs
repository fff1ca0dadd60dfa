using System;
using System.Text;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>
/// Shapes that a server could send to keep a reader busy. Four times the bytes must take about four times the work; a
/// reader that looks at the same bytes again and again does sixteen times as much.
/// </summary>
internal static class GrowthCheck
{
    private const int SmallBytes = 1024 * 1024;
    private const int Times = 4;
    private const double Most = Times * 2.5;
    private const int PacketBytes = 1460;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    // Below this a measurement says nothing.
    private static readonly TimeSpan _noise = TimeSpan.FromMilliseconds(200);

    private static readonly (string Name, string Head, string Body)[] _shapes =
    [
        ("one line without an end", "Event: X\r\nY: ", "x"),
        ("one first line without an end", "", "x"),
        ("an answer continued without an end", "Response: X\n", "a\n"),
        ("lines without a colon", "Event: X\r\n", "a\r\n"),
        ("headers without an end", "Event: X\r\n", "a: b\r\n"),
        ("raw output without an end", "Response: Follows\r\n", "line\n"),
        ("raw output of blank lines", "Response: Follows\r\n", "\r\n"),
        ("raw output of blank lines in LF", "Response: Follows\r\n", "a\n\n"),
        ("raw output of half messages", "Response: Follows\r\n", "\n\nEvent:\n\nRespons"),
        ("carriage returns", "A", "\r"),
        ("blank lines", "", "\n"),
        ("small messages in CRLF", "", "A: b\r\n\r\n"),
        ("small messages in LF", "", "A: b\n\n"),
    ];

    /// <exception cref="ViolationException">A shape takes more than its share of time.</exception>
    internal static void Run()
    {
        foreach ((string name, string head, string body) in _shapes)
        {
            foreach (int piece in new[] { PacketBytes, int.MaxValue })
            {
                TimeSpan small = Fastest(Make(head, body, SmallBytes), piece);
                Require(small < _longest, $"{name}: 1 MiB takes {small.TotalMilliseconds:0} ms");
                TimeSpan large = Fastest(Make(head, body, SmallBytes * Times), piece);
                string result = $"{name}, {(piece == PacketBytes ? "in packets" : "at once")}: {small.TotalMilliseconds:0} ms for 1 MiB, {large.TotalMilliseconds:0} ms for {Times} MiB";
                Require(large < _noise || large < small * Most, "time grows faster than the bytes: " + result);
                Console.WriteLine("  " + result);
            }
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ViolationException(otherwise);
        }
    }

    private static byte[] Make(string head, string body, int bytes)
    {
        var text = new StringBuilder(head, bytes + body.Length);
        while (text.Length < bytes)
        {
            text.Append(body);
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static TimeSpan Fastest(byte[] stream, int piece)
    {
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            TimeSpan time = Time(stream, piece);
            fastest = time < fastest ? time : fastest;
        }

        return fastest;
    }

    private static TimeSpan Time(byte[] stream, int piece)
    {
        // The processor's time, not the clock's: a busy machine must not look like a slow reader.
        TimeSpan begin = Environment.CpuUsage.TotalTime;
        var reader = new AmiMessageReader();
        for (int at = 0; at < stream.Length;)
        {
            int count = Math.Min(piece, stream.Length - at);
            reader.Append(stream.AsSpan(at, count));
            at += count;
            while (reader.TryRead(out _))
            {
                // Only the finding of ends is timed.
            }
        }

        return Environment.CpuUsage.TotalTime - begin;
    }
}
