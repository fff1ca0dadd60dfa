using System;
using System.Collections.Generic;
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

    private const long MostBytes = 256 * 1024 * 1024;

    private static readonly HttpAction _wait = new("Action", "WaitEvent", "Timeout", "30");
    private static readonly HttpAction _fetch = new("Action", "WaitEvent", "Timeout", "0");

    private readonly HttpLine _line;
    private readonly HttpInbox _inbox;
    private readonly string _host;
    private readonly object _gate = new();
    private bool _isOn;
    private bool _hasBegun;
    private bool _isUnderWay;
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

    private static ReadOnlySpan<byte> Closing => "Event: WaitEventComplete\r\n"u8;

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

    private bool IsUnderWay
    {
        get
        {
            lock (_gate)
            {
                return _isUnderWay;
            }
        }
    }

    /// <summary>Begins to fetch events.</summary>
    internal void TurnOn()
    {
        lock (_gate)
        {
            _isOn = true;
            Monitor.PulseAll(_gate);
            if (!_hasBegun && !_disposed)
            {
                _hasBegun = true;
                new Thread(Run) { IsBackground = true, Name = "AMI events " + _host }.Start();
            }
        }
    }

    /// <summary>Fetches no more events behind those that a request under way still brings.</summary>
    internal void Stop()
    {
        lock (_gate)
        {
            _isOn = false;
        }
    }

    /// <summary>
    /// Fetches no more events. A request under way may have come behind the action that turned events off: it has turned
    /// them on again then (main/manager.c, action_waitevent). So it is pushed out.
    /// </summary>
    /// <param name="line">Another line to send requests by.</param>
    /// <returns>Whether there was such a request, so that the action must be sent again.</returns>
    internal bool TurnOff(HttpLine line)
    {
        Stop();
        var bodies = new List<byte[]>();
        while (IsUnderWay)
        {
            line.Ask(_fetch);
            bodies.Add(line.ReadAll(MostBytes));
            WaitForEnd();
        }

        // Behind what the request under way may have brought.
        bodies.ForEach(body => Pass(body));
        return bodies.Count > 0;
    }

    /// <summary>
    /// Fetches what the server holds from the time when events were off, and drops it: it looks at the mask only when
    /// events are fetched, so that they would come as soon as they are on.
    /// </summary>
    /// <param name="line">Another line to send requests by.</param>
    internal void DropOld(HttpLine line)
    {
        lock (_gate)
        {
            if (_isOn || !_hasBegun)
            {
                return;
            }
        }

        line.Ask(_fetch);
        line.ReadAll(MostBytes);
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
            while (BeginWhenOn())
            {
                Fetch();
            }
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ends the transport.
            _inbox.End(e);
        }
        finally
        {
            End();
        }
    }

    private void Fetch()
    {
        long began = Stopwatch.GetTimestamp();
        bool isSameSession = _line.Ask(_wait).IsSameSession;
        bool brought = Pass(_line.ReadAll(MostBytes));
        if (!isSameSession)
        {
            throw HttpErrors.Replaced();
        }

        End();
        if (!brought && Stopwatch.GetTimestamp() - began < _shortWait.TotalSeconds * Stopwatch.Frequency)
        {
            Pause();
        }
    }

    /// <returns>Whether there were events.</returns>
    private bool Pass(byte[] body)
    {
        ArraySegment<byte> events = EventsOf(body);
        lock (_inbox.Turn)
        {
            _inbox.Put(events);
        }

        return events.Count > 0;
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

        int tail = rest.LastIndexOf(Closing);
        int length = tail >= head && rest.Slice(tail).IndexOf(BlankLine) + BlankLine.Length == body.Length - tail ? tail : body.Length;
        return new ArraySegment<byte>(body, head, length - head);
    }

    private bool BeginWhenOn()
    {
        lock (_gate)
        {
            while (!_isOn && !_disposed)
            {
                Monitor.Wait(_gate);
            }

            _isUnderWay = !_disposed;
            return _isUnderWay;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isUnderWay = false;
            Monitor.PulseAll(_gate);
        }
    }

    private void WaitForEnd()
    {
        lock (_gate)
        {
            if (_isUnderWay)
            {
                Monitor.Wait(_gate, _pause);
            }
        }
    }

    private void Pause()
    {
        lock (_gate)
        {
            if (_isOn && !_disposed)
            {
                Monitor.Wait(_gate, _pause);
            }
        }
    }
}
