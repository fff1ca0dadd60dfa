using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Sockets;
using System.Text;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>One message from a server, read without any help of the library.</summary>
public sealed class RawFrame
{
    public RawFrame(string text)
    {
        Text = text;
        foreach (string line in text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            Headers.Add(colon < 0
                ? new KeyValuePair<string, string>(string.Empty, line)
                : new KeyValuePair<string, string>(line[..colon], line[(colon + 1)..].TrimStart(' ')));
        }
    }

    public string Text { get; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public string? Event => Headers.Count > 0 && Headers[0].Key == "Event" ? Headers[0].Value : null;

    public string? this[string name] => Headers.Where(h => h.Key == name).Select(h => h.Value).FirstOrDefault();

    public override string ToString() => Text;
}

/// <summary>A bare AMI client: it sends text and cuts what comes at blank lines, with a limit on every wait.</summary>
public sealed class RawAmiClient : IDisposable
{
    private const int LongestWait = 60_000;

    private readonly TcpClient _client = new();
    private readonly byte[] _bytes = new byte[65536];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private string _text = string.Empty;
    private int _at;
    private int _pings;

    public RawAmiClient(string host, int port)
    {
        _client.Connect(host, port);
        _client.NoDelay = true;
        Banner = ReadUpTo("\r\n", LongestWait) ?? throw new TimeoutException("No banner.");
    }

    public string Banner { get; }

    public bool IsClosed { get; private set; }

    public Socket Socket => _client.Client;

    public static RawAmiClient LogIn(string host, int port, string user = "admin", string? secret = null, string? events = null)
    {
        var client = new RawAmiClient(host, port);
        client.Send("Action: Login", "Username: " + user, "Secret: " + (secret ?? user + "-test-secret"), events is null ? "X: 1" : "Events: " + events);
        RawFrame? answer = client.Read();
        if (answer?["Response"] != "Success")
        {
            throw new InvalidOperationException("Login failed: " + answer);
        }

        return client;
    }

    /// <summary>Sends one action, a line each.</summary>
    public void Send(params string[] lines) => SendText(string.Join("\r\n", lines) + "\r\n\r\n");

    public void SendText(string text) => _client.Client.Send(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the next frame; null when the server closed, or nothing came in time (see <see cref="IsClosed"/>).</summary>
    public RawFrame? Read(int milliseconds = LongestWait)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            string? text = ReadUpTo("\r\n\r\n", Math.Max(0, milliseconds - (int)clock.ElapsedMilliseconds));
            if (text is null)
            {
                return null;
            }

            if (text.Trim().Length > 0)
            {
                return new RawFrame(text.TrimStart('\r', '\n'));
            }
        }
    }

    /// <summary>Reads the next answer, over any events.</summary>
    public RawFrame Answer()
    {
        RawFrame? frame;
        do
        {
            frame = Read() ?? throw new TimeoutException("No answer.");
        }
        while (frame.Event is not null);
        return frame;
    }

    public RawFrame Ask(params string[] lines)
    {
        Send(lines);
        return Answer();
    }

    /// <summary>Sends an action and gives all that comes of it: a Ping behind it shows where it ends.</summary>
    public List<RawFrame> AskAll(params string[] lines)
    {
        string mark = "mark-" + ++_pings;
        SendText(string.Join("\r\n", lines) + "\r\n\r\nAction: Ping\r\nActionID: " + mark + "\r\n\r\n");
        var frames = new List<RawFrame>();
        while (true)
        {
            RawFrame frame = Read() ?? throw new TimeoutException("No answer to " + string.Join(" | ", lines));
            if (frame["ActionID"] == mark)
            {
                return frames;
            }

            frames.Add(frame);
        }
    }

    /// <summary>Waits for an event that fits.</summary>
    public RawFrame WaitFor(Func<RawFrame, bool> fits, int milliseconds = LongestWait)
    {
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < milliseconds)
        {
            RawFrame? frame = Read(milliseconds - (int)clock.ElapsedMilliseconds);
            if (frame is not null && fits(frame))
            {
                return frame;
            }
        }

        throw new TimeoutException("The frame did not come.");
    }

    public RawFrame WaitForEvent(string name, int milliseconds = LongestWait) => WaitFor(frame => frame.Event == name, milliseconds);

    /// <summary>Reads until what has come is enough.</summary>
    public List<RawFrame> ReadUntil(Func<List<RawFrame>, bool> isEnough)
    {
        var frames = new List<RawFrame>();
        while (!isEnough(frames))
        {
            frames.Add(Read() ?? throw new TimeoutException("The frames did not come: " + string.Join('\n', frames)));
        }

        return frames;
    }

    /// <summary>Reads until nothing came for a time.</summary>
    public List<RawFrame> ReadUntilQuiet(int quietMilliseconds)
    {
        var frames = new List<RawFrame>();
        while (Read(quietMilliseconds) is RawFrame frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    public void Dispose() => _client.Dispose();

    private string? ReadUpTo(string end, int milliseconds)
    {
        var clock = Stopwatch.StartNew();
        int from = _at;
        while (true)
        {
            int at = _text.IndexOf(end, from, StringComparison.Ordinal);
            if (at >= 0)
            {
                string found = _text[_at..(at + end.Length)];
                _at = at + end.Length;
                return found;
            }

            _text = _text[_at..];
            _at = 0;
            from = Math.Max(0, _text.Length - end.Length);
            int left = milliseconds - (int)clock.ElapsedMilliseconds;
            if (left <= 0 || IsClosed || !_client.Client.Poll(left * 1000, SelectMode.SelectRead))
            {
                return null;
            }

            Receive();
        }
    }

    private void Receive()
    {
        int count;
        try
        {
            count = _client.Client.Receive(_bytes);
        }
        catch (SocketException)
        {
            // Cut off by the other side: as closed as can be.
            count = 0;
        }

        IsClosed = count == 0;
        var chars = new char[count + 4];
        _text += new string(chars, 0, _decoder.GetChars(_bytes, 0, count, chars, 0));
    }
}
