using System;
using System.Diagnostics;
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
    private static readonly TimeSpan _probeInterval = TimeSpan.FromMilliseconds(20);

    private static int _lastNumber;

    private readonly int _number = Interlocked.Increment(ref _lastNumber);
    private readonly AmiConnectOptions _options;
    private readonly ConnectionFaults _faults;
    private readonly ITransport _transport;
    private readonly WireTaps _taps;
    private readonly ServerTotals _totals;
    private readonly AmiMessageReader _reader;
    private readonly ActionSender _sender;
    private readonly ExchangeTable _exchanges;
    private readonly ReadPace _pace = new();
    private readonly ManualResetEventSlim _greeted = new(false);
    private readonly object _source;
    private readonly Action<EventBatch> _onEvents;
    private readonly EventBatch _events = new();
    private readonly Action<AmiConnection> _onClosed;
    private readonly TimeProvider _time;
    private AmiException? _failure;
    private AmiException? _leaving;
    private long _lastReceived;
    private long _unmatched;
    private volatile AmiMessage? _farewell;
    private volatile string? _banner;
    private volatile bool _connected;

    /// <param name="options">Where to connect.</param>
    /// <param name="source">Put on every message as its source.</param>
    /// <param name="onEvents">Takes the events of one read, on the reader thread: it must not block or keep the batch.</param>
    /// <param name="onClosed">Told once, on whichever thread noticed, that the connection has ended.</param>
    /// <param name="taps">See what is sent and received.</param>
    /// <param name="time">Measures how long nothing has come.</param>
    internal AmiConnection(
        AmiConnectOptions options,
        object source,
        Action<EventBatch> onEvents,
        Action<AmiConnection> onClosed,
        WireTaps taps,
        TimeProvider time)
    {
        _options = options;
        _faults = new ConnectionFaults(options);
        _source = source;
        _onEvents = onEvents;
        _onClosed = onClosed;
        _taps = taps;
        _totals = ServerTotals.Of(options.ComputerName, options.Port);
        _exchanges = new ExchangeTable(new ActionOrigin((source as AmiSession)?.Name ?? string.Empty, _totals));
        _time = time;
        _lastReceived = time.GetTimestamp();
        _transport = TransportFactory.Create(options);
        _sender = new ActionSender(this, Write, options.WriteTimeout);
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
    internal bool IsBusy => !_exchanges.IsEmpty;

    /// <summary>Whether somebody waits for an answer whose time is not over. Asterisk works on one action at a time.</summary>
    internal bool IsInUse => _exchanges.IsAwaited && !_exchanges.HasOverdue;

    /// <summary>How long nothing had come when the peer was given up as mute; zero for every other end.</summary>
    internal TimeSpan MuteFor { get; private set; }

    /// <summary>How long nothing has come.</summary>
    internal TimeSpan Silence => _time.GetElapsedTime(Interlocked.Read(ref _lastReceived));

    /// <summary>Connects and waits for the banner.</summary>
    /// <param name="timeout">How long both may take.</param>
    /// <param name="isFirst">Whether nobody knows yet what listens there; a peer that says nothing is then asked.</param>
    /// <param name="cancellation">Ends the wait and the connection.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ConnectionFailed"/>, <see cref="AmiErrorCode.ProtocolError"/> when the peer is no AMI
    /// server, <see cref="AmiErrorCode.TlsFailed"/> when it speaks TLS, <see cref="AmiErrorCode.Timeout"/>.
    /// </exception>
    internal void Open(TimeSpan timeout, bool isFirst, CancellationToken cancellation)
    {
        StepLog? steps = StepLog.Current;
        new Thread(() => Run(steps)) { IsBackground = true, Name = "AMI reader " + _options.ComputerName }.Start();
        try
        {
            WaitForGreeting(timeout, isFirst, cancellation);
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
    /// <param name="cancellation">Ends the wait for a turn to write.</param>
    /// <returns>The exchange.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/> before anything is sent, <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    internal AmiExchange Send(AmiAction action, CancellationToken cancellation)
    {
        AmiExchange? exchange = TrySend(action, null, null, cancellation);
        return exchange ?? throw new AmiException(Failure!.Code, Failure.Message, Failure);
    }

    /// <summary>As <see cref="Send"/>, but tells a connection that had ended before it could be used.</summary>
    /// <param name="action">The action.</param>
    /// <param name="outcomeEvent">An event with the same ActionID to wait for later; null for none.</param>
    /// <param name="onTaken">Called on the reader thread when the server has taken the action; null for nothing.</param>
    /// <param name="cancellation">Ends the wait for a turn to write.</param>
    /// <returns>The exchange; null when the connection has ended and nothing of the action was sent.</returns>
    /// <exception cref="AmiException">As for <see cref="Send"/>.</exception>
    internal AmiExchange? TrySend(AmiAction action, string? outcomeEvent, Action? onTaken, CancellationToken cancellation)
    {
        AmiExchange exchange = _exchanges.Add(action, outcomeEvent, onTaken);
        bool isSent = false;
        try
        {
            isSent = Failure is null && _sender.TrySend(action, exchange, cancellation);
            return isSent ? exchange : null;
        }
        finally
        {
            if (!isSent)
            {
                exchange.Dispose();
            }
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
        _exchanges.Fail(reason);
        _greeted.Set();
    }

    public void Dispose() => Close(new AmiException(AmiErrorCode.ConnectionLost, "The connection was closed here."));

    /// <summary>
    /// Waits for the banner. A peer nobody knows that has said nothing at half time is asked in other tongues what it is.
    /// </summary>
    private void WaitForGreeting(TimeSpan timeout, bool isFirst, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(timeout);
        if (StepLog.Wait(_greeted, TimeSpan.FromTicks(timeout.Ticks / 2), cancellation))
        {
            return;
        }

        using SilentPeer? peer = isFirst && _connected && _transport.Greets ? new SilentPeer(_options, deadline.Left) : null;
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

    private void Write(ArraySegment<byte> bytes)
    {
        _taps.Sent(_number, bytes);
        _totals.AddSent(bytes.Count);
        _transport.Write(bytes);
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
                steps?.Add(_transport.Greets ? $"The server greets as '{_banner}'." : "The server answers.");
                _taps.Opened(_number, _banner);
                _greeted.Set();
            }

            StepLog.Current = null;

            do
            {
                int count = 0;
                try
                {
                    for (; _reader.TryRead(out AmiMessage message); count++)
                    {
                        Dispatch(message);
                    }
                }
                finally
                {
                    // Also what came before a message that cannot be read.
                    _totals.AddReceived(count);
                    Flush();
                }

                _pace.LetGather();
            }
            while (Fill());

            Close(_banner is null ? _faults.ClosedUngreeted() : Lost("it closed the connection"));
        }
        catch (AmiException e) when (_banner is null)
        {
            Close(e);
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ends this connection and is told to all who wait.
            Close(_banner is null ? _faults.BrokenUngreeted(e) : Lost(e.Message, e));
        }
    }

    private bool Fill()
    {
        ArraySegment<byte> space = _reader.GetSpace();
        long before = Stopwatch.GetTimestamp();
        int count = _transport.Read(space);
        if (count > 0)
        {
            _pace.Note(Stopwatch.GetTimestamp() - before, count);
            Interlocked.Exchange(ref _lastReceived, _time.GetTimestamp());
            _totals.AddReceivedBytes(count);
        }

        _reader.Advance(count);
        return count > 0;
    }

    private void Dispatch(AmiMessage message)
    {
        message.Source = _source;
        _taps.Received(_number, message);
        string? id = _exchanges.IsEmpty ? null : message.GetHeader("ActionID");
        AmiExchange? exchange = id is null ? null : _exchanges.Find(id);

        if (message.EventName is string name)
        {
            if (exchange is null || !exchange.OfferEvent(message, name))
            {
                _events.Add(message, name);
                _farewell = name == Farewell.EventName ? message : _farewell;
            }

            return;
        }

        // Whoever has an answer can rely on having all events that came before it.
        Flush();
        _pace.Reset();

        // An answer without an ActionID can only be given to an action when no other waits.
        exchange ??= id is null && message.GetHeader("Response") is not null ? _exchanges.OnlyAwaited() : null;
        if (exchange is null || !_exchanges.OfferAnswer(exchange, message))
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

    /// <summary>Ends the connection for a reason that is not the peer's word.</summary>
    /// <param name="why">The reason, as the end of a sentence.</param>
    /// <param name="inner">What told it, if anything.</param>
    internal void GiveUp(string why, Exception? inner = null) => Close(Lost(why, inner));

    /// <summary>Ends the connection because its peer has gone silent.</summary>
    internal void GiveUpMute(string why)
    {
        MuteFor = Silence;
        GiveUp(why);
    }

    private AmiException Lost(string why, Exception? inner = null) => _faults.Lost(why, _farewell, inner);
}
