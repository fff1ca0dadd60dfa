using System;
using System.Diagnostics;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Telemetry;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Session;

/// <summary>
/// A session's event connection through all its lives: the first login, losses, and new connections that take over the
/// event mask, the filters and the subscriptions.
/// </summary>
internal sealed class SessionLink : IDisposable
{
    private static readonly TimeSpan _maskTime = TimeSpan.FromSeconds(2);

    private readonly AmiConnectOptions _options;
    private readonly AmiSession _session;
    private readonly EventHub _events;
    private readonly WireTaps _taps;
    private readonly SessionMemory _memory;
    private readonly TimeProvider _time;
    private readonly Action<SessionStatus> _onChanged;
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _settled = new(true);
    private volatile AmiConnection? _current;
    private volatile SessionStatus _status;

    /// <param name="session">The session, which its messages name as their source.</param>
    /// <param name="options">Where to connect, and how.</param>
    /// <param name="events">Takes the events.</param>
    /// <param name="memory">What a new connection must be told.</param>
    /// <param name="taps">See the traffic.</param>
    /// <param name="time">Measures the back-off.</param>
    /// <param name="onChanged">Told of each new state, in order, under a lock: it must not block.</param>
    internal SessionLink(
        AmiSession session,
        AmiConnectOptions options,
        EventHub events,
        SessionMemory memory,
        WireTaps taps,
        TimeProvider time,
        Action<SessionStatus> onChanged)
    {
        _session = session;
        _options = options;
        _events = events;
        _memory = memory;
        _taps = taps;
        _time = time;
        _onChanged = onChanged;
        _status = new SessionStatus(AmiSessionState.Connecting, time.GetUtcNow(), null);
    }

    internal SessionStatus Status => _status;

    /// <summary>The connection of the moment, which may have ended already; null before the first.</summary>
    internal AmiConnection? Current => _current;

    /// <summary>Asterisk's version, as the last connection found it.</summary>
    internal string? ServerVersion { get; private set; }

    /// <summary>How often the session has connected again.</summary>
    internal int Reconnects { get; private set; }

    /// <summary>Connects and logs in for the first time.</summary>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Connect"/>.</exception>
    internal void Open(CancellationToken cancellation)
    {
        AmiConnection connection = NewConnection(_events.Publish);
        _current = connection;
        try
        {
            Establish(connection, isFirst: true, cancellation);
        }
        catch (Exception e)
        {
            connection.Dispose();
            Close(e as AmiException ?? new AmiException(AmiErrorCode.ConnectionFailed, "Connecting was cancelled.", e));
            throw;
        }

        lock (_gate)
        {
            if (connection.Failure is null)
            {
                Change(AmiSessionState.Connected, null);
                return;
            }
        }

        Close(connection.Failure);
        throw new AmiException(connection.Failure.Code, connection.Failure.Message, connection.Failure);
    }

    /// <summary>The connection to use now. While the session reconnects, waits for it.</summary>
    /// <param name="timeout">How long at the most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotConnected"/>, with the reason.</exception>
    internal AmiConnection Connected(TimeSpan timeout, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(timeout);
        while (true)
        {
            SessionStatus status = _status;
            switch (status.State)
            {
                case AmiSessionState.Connected:
                    return _current!;
                case AmiSessionState.Closed:
                    throw new AmiException(AmiErrorCode.NotConnected, $"Session '{_session.Name}' {_session.WhyClosed}", status.Reason);
            }

            StepLog.Current?.Add($"Session '{_session.Name}' has lost its connection ({status.Reason?.Message}): waiting for it to be restored.");
            if (!StepLog.Wait(_settled, deadline.Left, cancellation) && deadline.HasPassed)
            {
                throw new AmiException(
                    AmiErrorCode.NotConnected,
                    $"Session '{_session.Name}' has no connection since {status.Since.ToLocalTime():T} and was not restored in time: {status.Reason?.Message}",
                    status.Reason);
            }
        }
    }

    /// <summary>Ends the link for good. Only the first reason counts.</summary>
    internal void Close(AmiException reason)
    {
        lock (_gate)
        {
            if (_status.State == AmiSessionState.Closed)
            {
                return;
            }

            Change(AmiSessionState.Closed, reason);
        }

        _stop.Cancel();
        _current?.Close(reason);
        _taps.End();
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Says hello on a new connection and finds out what the server is.</summary>
    private void Establish(AmiConnection connection, bool isFirst, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(_options.ConnectTimeout);
        connection.Open(_options.ConnectTimeout, cancellation);
        AmiLogin.Run(connection, _options, withEvents: isFirst, deadline, cancellation);
        AmiMessage settings = Ask(connection, new AmiAction("CoreSettings"), deadline.Left, cancellation);
        ServerVersion = settings.GetHeader("AsteriskVersion") ?? connection.ServerVersion ?? AmiBanner.Branch(connection.ProtocolVersion);
        StepLog.Current?.Add($"The server is Asterisk {ServerVersion ?? "of a version that it does not tell"}.");
        if (!isFirst)
        {
            foreach (AmiAction filter in _memory.Filters())
            {
                AmiMessage answer = Ask(connection, filter, deadline.Left, cancellation);
                if (answer.IsError)
                {
                    throw AnswerErrors.ToException(filter, _options.UserName, ServerVersion, answer);
                }
            }
        }
    }

    private AmiConnection NewConnection(Action<EventBatch> onEvents) => new(_options, _session, onEvents, OnLost, _taps);

    private void OnLost(AmiConnection connection)
    {
        AmiException reason;
        lock (_gate)
        {
            if (connection != _current || _status.State != AmiSessionState.Connected)
            {
                return;
            }

            reason = connection.Failure!;
            if (_options.Reconnect)
            {
                Change(AmiSessionState.Reconnecting, reason);
                _events.Mark(StreamMarker.ConnectionLost(_session, reason.Message));
                new Thread(() => Reconnect(reason)) { IsBackground = true, Name = "AMI reconnect " + _options.ComputerName }.Start();
                return;
            }
        }

        Close(reason);
    }

    private void Reconnect(AmiException lost)
    {
        long since = Stopwatch.GetTimestamp();
        try
        {
            var backoff = new Backoff(new Random().NextDouble);
            Deadline limit = Deadline.After(_options.MaxReconnectTime);
            AmiException reason = lost;
            for (int attempt = 1; ; attempt++)
            {
                Wait(backoff.Next());
                if (limit.HasPassed)
                {
                    Close(GivenUp(reason));
                    return;
                }

                try
                {
                    Restore(since, attempt);
                    return;
                }
                catch (AmiException e) when (IsFinal(e))
                {
                    Close(e);
                    return;
                }
                catch (AmiException e)
                {
                    reason = e;
                    Retrying(e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The session was closed, which has told everybody already.
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ends the session and is told to all who wait.
            Close(new AmiException(AmiErrorCode.ConnectionLost, $"Reconnecting failed: {e.Message}", e));
        }
    }

    /// <summary>One attempt.</summary>
    private void Restore(long lostAt, int attempt)
    {
        var early = new EventBatch();
        bool announced = false;
        AmiConnection connection = NewConnection(batch =>
        {
            if (!Volatile.Read(ref announced))
            {
                lock (early)
                {
                    if (!announced)
                    {
                        early.AddAll(batch);
                        return;
                    }
                }
            }

            _events.Publish(batch);
        });

        try
        {
            Establish(connection, isFirst: false, _stop.Token);
            lock (_gate)
            {
                _stop.Token.ThrowIfCancellationRequested();
                if (connection.Failure is AmiException failure)
                {
                    throw failure;
                }

                _current = connection;
                Reconnects++;
                ServerTotals.Of(_options.ComputerName, _options.Port).AddReconnect();
                TimeSpan gap = TimeSpan.FromSeconds((double)(Stopwatch.GetTimestamp() - lostAt) / Stopwatch.Frequency);
                lock (early)
                {
                    _events.Mark(StreamMarker.ConnectionRestored(_session, gap, attempt));
                    _events.Publish(early);
                    Volatile.Write(ref announced, true);
                }

                Change(AmiSessionState.Connected, null);
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        RestoreMask(connection);
    }

    /// <summary>Lets the events flow again. Last of all, so that they stand behind the mark of the gap.</summary>
    private void RestoreMask(AmiConnection connection)
    {
        try
        {
            Ask(connection, _memory.Mask(), _maskTime, _stop.Token);
        }
        catch (AmiException)
        {
            // With brokeneventsaction=yes there is no answer, and a connection that is lost again has told so itself.
        }
    }

    private static AmiMessage Ask(AmiConnection connection, AmiAction action, TimeSpan timeout, CancellationToken cancellation)
    {
        using AmiExchange exchange = connection.Send(action, null, cancellation);
        return exchange.WaitForAnswer(timeout, cancellation);
    }

    private void Wait(TimeSpan time)
    {
        using var elapsed = new ManualResetEventSlim(false);
        using ITimer timer = _time.CreateTimer(state => ((ManualResetEventSlim)state!).Set(), elapsed, time, Timeout.InfiniteTimeSpan);
        elapsed.Wait(_stop.Token);
    }

    private void Retrying(AmiException reason)
    {
        lock (_gate)
        {
            if (_status.State == AmiSessionState.Reconnecting)
            {
                _status = new SessionStatus(AmiSessionState.Reconnecting, _status.Since, reason);
            }
        }
    }

    /// <summary>Whether another attempt would fail in the same way until somebody has done something about it.</summary>
    private static bool IsFinal(AmiException e) =>
        e.Code is AmiErrorCode.TlsFailed or AmiErrorCode.InvalidHeader
        || (e.Code == AmiErrorCode.AuthenticationFailed && !AmiLogin.IsInUseElsewhere(e));

    private AmiException GivenUp(AmiException last) => new(
        AmiErrorCode.ConnectionLost,
        $"The connection could not be restored within {_options.MaxReconnectTime.TotalSeconds:0} s. The last attempt: {last.Message}",
        last);

    private void Change(AmiSessionState state, AmiException? reason)
    {
        _status = new SessionStatus(state, _time.GetUtcNow(), reason);
        if (state == AmiSessionState.Reconnecting)
        {
            _settled.Reset();
        }
        else
        {
            _settled.Set();
        }

        _onChanged(_status);
    }
}
