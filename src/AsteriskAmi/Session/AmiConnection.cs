using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Telemetry;
using AsteriskAmi.Tracing;
using AsteriskAmi.Transport;

namespace AsteriskAmi.Session;

/// <summary>
/// One connection to a server. A thread of its own connects, reads and hands messages on; it never runs a caller's
/// code, since Asterisk cuts off a client that does not read for 100 ms (manager.conf, writetimeout).
/// </summary>
internal sealed class AmiConnection : IDisposable
{
    private static readonly TimeSpan _writeTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _probeInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _writeGrace = TimeSpan.FromMilliseconds(250);

    private const int MostAbandoned = 256;
    private const int SmallRead = 16 * 1024;
    private const int ReadsOfBurst = 8;

    // In ticks of Stopwatch: a read that waited less is part of a burst.
    private static readonly long _burstGap = Stopwatch.Frequency / 2000;

    private static int _lastNumber;

    private readonly int _number = Interlocked.Increment(ref _lastNumber);
    private readonly AmiConnectOptions _options;
    private readonly string _host;
    private readonly int _port;
    private readonly bool _comesBack;
    private readonly ITransport _transport;
    private readonly WireTaps _taps;
    private readonly ServerTotals _totals;
    private readonly ActionOrigin _origin;
    private readonly AmiMessageReader _reader;
    private readonly AmiActionWriter _writer = new();
    private readonly SemaphoreSlim _writeGate = new(1, 1);
    private readonly ConcurrentDictionary<string, AmiExchange> _exchanges = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<AmiExchange> _abandoned = new();
    private readonly ManualResetEventSlim _greeted = new(false);
    private readonly object _source;
    private readonly Action<EventBatch> _onEvents;
    private readonly EventBatch _events = new();
    private readonly Action<AmiConnection> _onClosed;
    private readonly string _idPrefix = Guid.NewGuid().ToString("N").Substring(0, 8);
    private AmiException? _failure;
    private AmiException? _leaving;
    private int _open;
    private int _denseReads;
    private int _lastCount;
    private long _lastReceived = Stopwatch.GetTimestamp();
    private long _lastId;
    private long _unmatched;
    private volatile string? _banner;
    private volatile bool _connected;

    /// <param name="options">Where to connect.</param>
    /// <param name="source">Put on every message as its source.</param>
    /// <param name="onEvents">Takes the events of one read, on the reader thread: it must not block or keep the batch.</param>
    /// <param name="onClosed">Told once, on whichever thread noticed, that the connection has ended.</param>
    /// <param name="taps">See what is sent and received.</param>
    internal AmiConnection(
        AmiConnectOptions options,
        object source,
        Action<EventBatch> onEvents,
        Action<AmiConnection> onClosed,
        WireTaps taps)
    {
        _options = options;
        _host = options.ComputerName;
        _port = options.Port;
        _comesBack = options.Reconnect;
        _source = source;
        _onEvents = onEvents;
        _onClosed = onClosed;
        _taps = taps;
        _totals = ServerTotals.Of(options.ComputerName, options.Port);
        _origin = new ActionOrigin((source as AmiSession)?.Name ?? string.Empty, _totals);
        _transport = TransportFactory.Create(options);
        _reader = new AmiMessageReader(options.MaxMessageBytes);
    }

    /// <summary>What the server greeted with; null before, empty where it does not greet.</summary>
    internal string? Banner => _banner;

    /// <summary>The version of the protocol, from the banner.</summary>
    internal string ProtocolVersion { get; private set; } = string.Empty;

    /// <summary>The server's version, where HTTP tells it; null otherwise.</summary>
    internal string? ServerVersion => _transport.ServerVersion;

    /// <summary>Whether connecting proved who we are, so that no Login is needed.</summary>
    internal bool IsLoggedIn => _transport.LogsIn;

    /// <summary>Whether the server sends events by itself; over HTTP they are fetched.</summary>
    internal bool PushesEvents => _transport.Greets;

    /// <summary>Why the connection ended; null while it is open.</summary>
    internal AmiException? Failure => Volatile.Read(ref _failure);

    /// <summary>Answers that came for no action that anybody waits for any more.</summary>
    internal long UnmatchedAnswers => Interlocked.Read(ref _unmatched);

    /// <summary>Whether an action, or what is left of one that was given up, is still on its way.</summary>
    internal bool IsBusy => Volatile.Read(ref _open) > 0;

    /// <summary>How long nothing has come.</summary>
    internal TimeSpan Silence =>
        TimeSpan.FromSeconds((double)(Stopwatch.GetTimestamp() - Interlocked.Read(ref _lastReceived)) / Stopwatch.Frequency);

    /// <summary>Connects and waits for the banner.</summary>
    /// <param name="timeout">How long both may take.</param>
    /// <param name="cancellation">Ends the wait and the connection.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ConnectionFailed"/>, <see cref="AmiErrorCode.ProtocolError"/> when the peer is no AMI
    /// server, <see cref="AmiErrorCode.TlsFailed"/> when it speaks TLS, <see cref="AmiErrorCode.Timeout"/>.
    /// </exception>
    internal void Open(TimeSpan timeout, CancellationToken cancellation)
    {
        StepLog? steps = StepLog.Current;
        new Thread(() => Run(steps)) { IsBackground = true, Name = "AMI reader " + _host }.Start();
        try
        {
            WaitForGreeting(timeout, cancellation);
        }
        catch (Exception e)
        {
            Close(e as AmiException ?? new AmiException(AmiErrorCode.ConnectionFailed, "Connecting was cancelled.", e));
            throw;
        }

        if (Failure is AmiException failure)
        {
            throw failure;
        }

        if (!_transport.Greets)
        {
            return;
        }

        if (!AmiBanner.TryParse(_banner!, out string version))
        {
            AmiException notAmi = SilentPeer.NotAmi(_options, _banner!);
            Close(notAmi);
            throw notAmi;
        }

        ProtocolVersion = version;
    }

    /// <summary>Sends an action. What comes back for it arrives in the exchange, until that is disposed.</summary>
    /// <param name="action">The action.</param>
    /// <param name="outcomeEvent">An event with the same ActionID to wait for later; null for none.</param>
    /// <param name="cancellation">Ends the wait for a turn to write.</param>
    /// <returns>The exchange.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/> before anything is sent, <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    internal AmiExchange Send(AmiAction action, string? outcomeEvent, CancellationToken cancellation)
    {
        string id = action.ActionId
            ?? _idPrefix + "-" + Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var exchange = new AmiExchange(action.Name, id, outcomeEvent, _origin, Leave);
        if (!_exchanges.TryAdd(id, exchange) && !Replace(id, exchange))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"ActionID '{id}' is in use by an action that still waits for its answer. Choose another, or leave it out.");
        }

        Interlocked.Increment(ref _open);
        try
        {
            if (Failure is AmiException failure)
            {
                throw new AmiException(failure.Code, failure.Message, failure);
            }

            Write(action, id, cancellation);
            exchange.MarkSent();
            return exchange;
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }

    /// <summary>Says that the connection is about to be ended on purpose: whoever ends it now, this is the reason.</summary>
    internal void Leave(AmiException reason) => Volatile.Write(ref _leaving, reason);

    /// <summary>Ends the connection. Actions that wait fail with the reason. Only the first call counts.</summary>
    internal void Close(AmiException reason)
    {
        reason = Volatile.Read(ref _leaving) ?? reason;
        if (Interlocked.CompareExchange(ref _failure, reason, null) is not null)
        {
            return;
        }

        _taps.Closed(_number, reason.Message);
        _transport.Dispose();

        // First of all, so that whoever is told of the failure finds the session in the state that it brought.
        _onClosed(this);
        foreach (KeyValuePair<string, AmiExchange> exchange in _exchanges)
        {
            exchange.Value.Fail(reason);
        }

        _greeted.Set();
    }

    public void Dispose() => Close(new AmiException(AmiErrorCode.ConnectionLost, "The connection was closed here."));

    /// <summary>
    /// Waits for the banner. A peer that has said nothing at half time is asked in other tongues what it is.
    /// </summary>
    private void WaitForGreeting(TimeSpan timeout, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(timeout);
        if (StepLog.Wait(_greeted, TimeSpan.FromTicks(timeout.Ticks / 2), cancellation))
        {
            return;
        }

        using SilentPeer? peer = _connected && _transport.Greets ? new SilentPeer(_options, deadline.Left) : null;
        while (!StepLog.Wait(_greeted, _probeInterval, cancellation))
        {
            if (peer?.Finding is AmiException finding)
            {
                throw finding;
            }

            if (deadline.HasPassed)
            {
                throw SilentPeer.SaidNothing(_options, timeout, _transport.IsReached, _connected);
            }
        }
    }

    private void Write(AmiAction action, string id, CancellationToken cancellation)
    {
        if (!_writeGate.Wait(_writeTimeout, cancellation))
        {
            throw Lost("it takes no more bytes", null);
        }

        try
        {
            ArraySegment<byte> bytes = _writer.Write(action, id);
            using var written = new ManualResetEventSlim(false);
            int begun = 0;

            // Half an action on the wire cannot be taken back: a write that does not end after Ctrl+C ends the connection.
            using (cancellation.Register(() =>
            {
                if (Volatile.Read(ref begun) != 0 && !written.Wait(_writeGrace))
                {
                    Close(Lost("it took no more bytes and the write was cancelled", null));
                }
            }))
            {
                try
                {
                    // Cancelled before the first byte left: not sent, and the connection is as good as it was.
                    Interlocked.Exchange(ref begun, 1);
                    cancellation.ThrowIfCancellationRequested();
                    _taps.Sent(_number, bytes);
                    _totals.AddSent(bytes.Count);
                    _transport.Write(bytes);
                }
                finally
                {
                    written.Set();
                }
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            Close(Lost(e.Message, e));
            AmiException reason = Failure!;
            throw new AmiException(reason.Code, reason.Message, e);
        }
        finally
        {
            _writeGate.Release();
        }
    }

    /// <param name="steps">Is told the steps until the server has greeted.</param>
    private void Run(StepLog? steps)
    {
        try
        {
            StepLog.Current = steps;
            _transport.Connect();
            _connected = true;
            if (!_transport.Greets)
            {
                _banner = string.Empty;
            }

            while (_banner is null && Fill())
            {
                if (_reader.TryReadBanner(out string banner))
                {
                    _banner = banner;
                }
            }

            if (_banner is not null)
            {
                steps?.Add($"The server greets as '{_banner}'.");
                _taps.Opened(_number, _banner);
                _greeted.Set();
            }

            StepLog.Current = null;

            do
            {
                int count = 0;
                for (; _reader.TryRead(out AmiMessage message); count++)
                {
                    Dispatch(message);
                }

                _totals.AddReceived(count);
                Flush();
                LetGather();
            }
            while (Fill());

            Close(ClosedByPeer());
        }
        catch (AmiException e) when (_banner is null)
        {
            Close(e);
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ends this connection and is told to all who wait.
            Close(_banner is null ? NeverGreeted(e) : Lost(e.Message, e));
        }
    }

    private bool Fill()
    {
        ArraySegment<byte> space = _reader.GetSpace();
        long before = Stopwatch.GetTimestamp();
        int count = _transport.Read(space);
        if (count > 0)
        {
            long now = Stopwatch.GetTimestamp();
            Interlocked.Exchange(ref _lastReceived, now);
            _denseReads = now - before < _burstGap ? _denseReads + 1 : 0;
            _lastCount = count;
            _totals.AddReceivedBytes(count);
        }

        _reader.Advance(count);
        return count > 0;
    }

    private void Dispatch(AmiMessage message)
    {
        message.Source = _source;
        _taps.Received(_number, message);
        string? id = Volatile.Read(ref _open) == 0 ? null : message.GetHeader("ActionID");
        AmiExchange? exchange = null;
        if (id is not null)
        {
            _exchanges.TryGetValue(id, out exchange);
        }

        if (message.EventName is string name)
        {
            if (exchange is null || !exchange.OfferEvent(message, name))
            {
                _events.Add(message, name);
            }

            return;
        }

        // Whoever has an answer can rely on having all events that came before it.
        Flush();
        _denseReads = 0;

        exchange ??= id is null && message.GetHeader("Response") is not null ? OnlyUnanswered() : null;
        if (exchange is null || !exchange.OfferAnswer(message))
        {
            Interlocked.Increment(ref _unmatched);
        }
    }

    private void Flush()
    {
        if (_events.Count > 0)
        {
            _onEvents(_events);
            _events.Clear();
        }
    }

    /// <summary>
    /// Asterisk sends a list or a burst of events in pieces of some hundred bytes. To wake for each costs more than all
    /// else together, and slows the server where it shares a processor: in a burst, let a millisecond's worth gather.
    /// </summary>
    private void LetGather()
    {
        if (_denseReads > ReadsOfBurst && _lastCount < SmallRead)
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>Whether anybody waits for an answer: Asterisk works on one action of a connection at a time.</summary>
    internal bool IsAwaited()
    {
        foreach (KeyValuePair<string, AmiExchange> pair in _exchanges)
        {
            if (pair.Value.IsAwaited)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ends the connection for a reason that is not the peer's word: it has gone silent.</summary>
    internal void GiveUp(string why) => Close(Lost(why, null));

    /// <summary>An answer without an ActionID can only be given to an action when no other waits.</summary>
    private AmiExchange? OnlyUnanswered()
    {
        AmiExchange? only = null;
        foreach (KeyValuePair<string, AmiExchange> pair in _exchanges)
        {
            if (pair.Value.IsAwaited)
            {
                if (only is not null)
                {
                    return null;
                }

                only = pair.Value;
            }
        }

        return only;
    }

    /// <summary>Takes an ActionID over from an action that nobody waits for any more.</summary>
    private bool Replace(string id, AmiExchange exchange) =>
        _exchanges.TryGetValue(id, out AmiExchange? old) && old.IsAbandoned && _exchanges.TryUpdate(id, exchange, old)
            && Interlocked.Decrement(ref _open) >= 0;

    /// <summary>
    /// Forgets an exchange that is done. One that was given up is kept, so that the rest of its answer is known for what
    /// it is; but only so many, in case a server never answers.
    /// </summary>
    private void Leave(AmiExchange exchange)
    {
        if (!exchange.IsAbandoned)
        {
            Forget(exchange);
            return;
        }

        _abandoned.Enqueue(exchange);
        while (_abandoned.Count > MostAbandoned && _abandoned.TryDequeue(out AmiExchange? oldest))
        {
            Forget(oldest);
        }
    }

    private void Forget(AmiExchange exchange)
    {
        // Only this very exchange: its ActionID may have been taken again.
        if (((ICollection<KeyValuePair<string, AmiExchange>>)_exchanges).Remove(
            new KeyValuePair<string, AmiExchange>(exchange.ActionId, exchange)))
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private AmiException ClosedByPeer() => _banner is null
        ? new AmiException(
            AmiErrorCode.ConnectionFailed,
            string.Format(
                CultureInfo.InvariantCulture,
                "{0}:{1} closed the connection without a greeting. Asterisk does so past manager.conf's authlimit; a TLS or HTTP port does so too.",
                _host,
                _port))
        : Lost("it closed the connection", null);

    private AmiException NeverGreeted(Exception e) => new(
        AmiErrorCode.ConnectionFailed,
        string.Format(CultureInfo.InvariantCulture, "{0}:{1} broke off before its greeting: {2}.", _host, _port, e.Message.TrimEnd('.')),
        e);

    private AmiException Lost(string why, Exception? inner) => new(
        AmiErrorCode.ConnectionLost,
        string.Format(CultureInfo.InvariantCulture, "The connection to {0}:{1} was lost: {2}. {3}", _host, _port, why.TrimEnd('.'), Cure),
        inner);

    private string Cure => _comesBack ? "The session reconnects by itself." : "Open another with Connect-Ami.";
}
