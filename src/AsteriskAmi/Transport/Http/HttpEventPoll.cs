using System;
using System.Diagnostics;
using System.Text;
using System.Threading;

namespace AsteriskAmi.Transport.Http;

/// <summary>
/// Fetches the events: WaitEvent after WaitEvent, never two at once, since the second would push the first out. Each is
/// answered when an event comes, or when its time is over.
/// </summary>
internal sealed class HttpEventPoll : IDisposable
{
    /// <summary>How long a request waits for events: shorter than the patience of proxies, which is a minute.</summary>
    internal static readonly TimeSpan WaitTime = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may take.</summary>
    internal static readonly TimeSpan Patience = WaitTime + TimeSpan.FromSeconds(15);

    // Asterisk answers at once where httptimeout is 10 seconds or less: it would be asked without a pause.
    private static readonly TimeSpan _shortWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The most bytes of events to take at once.</summary>
    internal const long MostBytes = 256 * 1024 * 1024;

    private static readonly HttpAction _wait = new("Action", "WaitEvent", "Timeout", "30");
    private static readonly HttpAction _off = new("Action", "Events", "EventMask", "off");

    private readonly HttpLine _line;
    private readonly HttpInbox _inbox;
    private readonly string _host;
    private readonly object _maskGate = new();
    private readonly object _gate = new();
    private bool _isOn;
    private bool _hasBegun;
    private bool _disposed;

    /// <param name="line">Carries the requests, and nothing else.</param>
    /// <param name="inbox">Takes the events.</param>
    /// <param name="host">The host, for the thread's name.</param>
    internal HttpEventPoll(HttpLine line, HttpInbox inbox, string host)
    {
        _line = line;
        _inbox = inbox;
        _host = host;
    }

    private static ReadOnlySpan<byte> BlankLine => "\r\n\r\n"u8;

    private static ReadOnlySpan<byte> Success => "Response: Success\r\n"u8;

    private static ReadOnlySpan<byte> End => "Event: WaitEventComplete\r\n"u8;

    internal bool IsOn
    {
        get
        {
            lock (_gate)
            {
                return _isOn;
            }
        }
    }

    /// <summary>
    /// Sends an action that turns events on or off. From then on they are fetched; or no more, behind those that a
    /// request under way still brings.
    /// </summary>
    /// <param name="ask">
    /// Sends it, told whether the server still holds events from a time when they were off. Returns whether they are on
    /// now; null when nothing changed.
    /// </param>
    internal void Switch(Func<bool, bool?> ask)
    {
        lock (_maskGate)
        {
            if (ask(_hasBegun && !IsOn) is bool on)
            {
                Switch(on);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }

        _line.Dispose();
    }

    private void Run()
    {
        try
        {
            while (WaitUntilOn())
            {
                Fetch();
            }
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ends the transport.
            _inbox.End(e);
        }
    }

    private void Fetch()
    {
        long began = Stopwatch.GetTimestamp();
        (_, bool isSameSession) = _line.Ask(_wait);
        ArraySegment<byte> events = EventsOf(_line.ReadAll(MostBytes));
        lock (_inbox.Turn)
        {
            _inbox.Put(events);
        }

        if (!isSameSession)
        {
            throw HttpErrors.Replaced();
        }

        lock (_maskGate)
        {
            if (!IsOn)
            {
                // A WaitEvent turns events on again if it comes behind the action that turned them off.
                _line.Ask(_off);
                _line.ReadAll(MostBytes);
                return;
            }
        }

        if (events.Count == 0 && Stopwatch.GetTimestamp() - began < _shortWait.TotalSeconds * Stopwatch.Frequency)
        {
            Pause();
        }
    }

    /// <summary>Takes the answer to WaitEvent and the event that closes it away.</summary>
    /// <returns>The events; none in the empty answer of a request that another has pushed out.</returns>
    /// <exception cref="AmiException">The server refused to wait.</exception>
    private static ArraySegment<byte> EventsOf(byte[] body)
    {
        ReadOnlySpan<byte> rest = body;
        int head = rest.IndexOf(BlankLine) + BlankLine.Length;
        if (body.Length == 0)
        {
            return new ArraySegment<byte>(body);
        }

        if (!rest.StartsWith(Success) || head < BlankLine.Length)
        {
            throw new AmiException(
                AmiErrorCode.ConnectionLost,
                $"the server answered WaitEvent with '{Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 200)).Trim().Replace("\r\n", ", ")}'");
        }

        int tail = rest.LastIndexOf(End);
        int length = tail >= head && rest.Slice(tail).IndexOf(BlankLine) + BlankLine.Length == body.Length - tail ? tail : body.Length;
        return new ArraySegment<byte>(body, head, length - head);
    }

    private void Switch(bool on)
    {
        lock (_gate)
        {
            _isOn = on;
            Monitor.PulseAll(_gate);
            if (on && !_hasBegun && !_disposed)
            {
                _hasBegun = true;
                new Thread(Run) { IsBackground = true, Name = "AMI events " + _host }.Start();
            }
        }
    }

    private bool WaitUntilOn()
    {
        lock (_gate)
        {
            while (!_isOn && !_disposed)
            {
                Monitor.Wait(_gate);
            }

            return !_disposed;
        }
    }

    private void Pause()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                Monitor.Wait(_gate, _pause);
            }
        }
    }
}
