using System;
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
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);

    private readonly AmiConnectOptions _options;
    private readonly AmiSession _session;
    private readonly EventHub _events;
    private readonly WireTaps _taps;
    private readonly SessionMemory _memory;
    private readonly TimeProvider _time;
    private readonly Action<SessionStatus> _onChanged;
    private readonly object _gate = new();

    // Never disposed: the threads that it stops may still look at it, and it holds nothing that must be given back.
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualResetEventSlim _settled = new(true);
    private volatile AmiConnection? _current;
    private volatile SessionStatus _status;
    private EventGate? _eventGate;
    private bool _isLeaving;

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

    /// <summary>Whether the server has taken a login without the secret: from then on none is sent in clear.</summary>
    internal bool KeepsSecret { get; private set; }

    /// <summary>How often the session has connected again.</summary>
    internal int Reconnects { get; private set; }

    /// <summary>Connects and logs in for the first time.</summary>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Connect"/>.</exception>
    internal void Open(CancellationToken cancellation)
    {
        var eventGate = new EventGate(_events, isOpen: true);
        AmiConnection connection = NewConnection(eventGate);
        _eventGate = eventGate;
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
    /// <param name="deadline">Until when.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotConnected"/>, with the reason.</exception>
    internal AmiConnection Connected(Deadline deadline, CancellationToken cancellation)
    {
        while (true)
        {
            SessionStatus status = _status;
            switch (status.State)
            {
                case AmiSessionState.Connected when _current is { Failure: null } current:
                    return current;
                case AmiSessionState.Connected:
                    // Whoever notices a loss first tells; here it is whoever comes to use the connection.
                    OnLost(_current!);
                    continue;
                case AmiSessionState.Closed:
                    throw new AmiException(AmiErrorCode.NotConnected, $"Session '{_session.Name}' {_session.WhyClosed}", status.Reason);
            }

            StepLog.Current?.Add($"Session '{_session.Name}' has lost its connection ({status.Reason?.Message}): waiting for it to be restored.");
            if (!StepLog.Wait(_settled, deadline.Left, cancellation) && deadline.HasPassed)
            {
                throw new AmiException(
                    AmiErrorCode.NotConnected,
                    $"Session '{_session.Name}' has had no connection since {status.Since.ToLocalTime():T}, and none was made while this waited (-ActionTimeoutSeconds of Connect-Ami); nothing was sent. {_status.Reason?.Message}",
                    _status.Reason);
            }
        }
    }

    /// <summary>Says that the link is about to be closed on purpose: a connection that ends now is not made again.</summary>
    /// <returns>The connection to say goodbye on; null when there is none.</returns>
    internal AmiConnection? Leave(AmiException reason)
    {
        lock (_gate)
        {
            _isLeaving = true;
            if (_status.State != AmiSessionState.Connected)
            {
                return null;
            }

            _current!.Leave(reason);
            return _current;
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

    public void Dispose() => Close(new AmiException(AmiErrorCode.NotConnected, "The session was closed."));

    /// <summary>Says hello on a new connection and finds out what the server is.</summary>
    private void Establish(AmiConnection connection, bool isFirst, CancellationToken cancellation)
    {
        Deadline deadline = Deadline.After(_options.ConnectTimeout);
        AmiAction[] filters = Array.ConvertAll(_memory.Filters(), rule => rule.Action);
        string? mask = _memory.Mask;
        connection.Open(_options.ConnectTimeout, isFirst, cancellation);
        bool keptSecret = AmiLogin.Run(connection, _options, filters.Length > 0 ? AmiLogin.NoEvents : mask, KeepsSecret, deadline, cancellation);
        KeepsSecret |= keptSecret;
        foreach (AmiAction filter in filters)
        {
            ThrowIfRefused(filter, AmiLogin.Ask(connection, _options, filter, deadline, cancellation));
        }

        // Behind the filters, so that no event slips past them. With brokeneventsaction=yes in manager.conf it gets no
        // answer, which the answer to what is asked behind it shows.
        AmiAction events = new AmiAction("Events").Add("EventMask", mask ?? AmiLogin.AllEvents);
        using AmiExchange? masked = filters.Length > 0 ? connection.Send(events, cancellation) : null;
        AmiMessage settings = AmiLogin.Ask(connection, _options, new AmiAction("CoreSettings"), deadline, cancellation);
        if (masked is { IsAnswered: true })
        {
            ThrowIfRefused(events, masked.WaitForAnswer(TimeSpan.Zero, cancellation));
        }

        ServerVersion = settings.GetHeader("AsteriskVersion") ?? connection.ServerVersion ?? AmiBanner.Branch(connection.ProtocolVersion);
        StepLog.Current?.Add($"The server is Asterisk {ServerVersion ?? "of a version that it does not tell"}.");
    }

    private AmiConnection NewConnection(EventGate gate) => new(_options, _session, gate.Pass, OnLost, _taps, _time);

    /// <summary>Takes notice, once, that the connection in use has ended. On any thread.</summary>
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
            if (_options.Reconnect && !_isLeaving)
            {
                _eventGate!.Close(StreamMarker.ConnectionLost(_session, reason.Message));
                Change(AmiSessionState.Reconnecting, reason);
                new Thread(() => Reconnect(reason, connection.MuteFor)) { IsBackground = true, Name = "AMI reconnect " + _options.ComputerName }.Start();
                return;
            }
        }

        Close(reason);
    }

    private void Reconnect(AmiException lost, TimeSpan mute)
    {
        try
        {
            AmiException reason = lost;
            long since = _time.GetTimestamp();

            // Seeded apart: on the .NET Framework those that are made at the same moment give the same numbers.
            var backoff = new Backoff(new Random(Guid.NewGuid().GetHashCode()).NextDouble);
            for (int attempt = 1; TryWait(since, backoff.Next()); attempt++)
            {
                try
                {
                    Restore(since, mute, attempt);
                    return;
                }
                catch (AmiException e) when (IsFinal(e))
                {
                    Close(new AmiException(e.Code, "The session could not be restored. " + e.Message, e));
                    return;
                }
                catch (AmiException e)
                {
                    reason = e;
                    Retrying(e);
                }
            }

            Close(GivenUp(reason));
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
    private void Restore(long lostAt, TimeSpan mute, int attempt)
    {
        var eventGate = new EventGate(_events, isOpen: false);
        AmiConnection connection = NewConnection(eventGate);
        try
        {
            Establish(connection, isFirst: false, _stop.Token);
            lock (_gate)
            {
                if (_status.State != AmiSessionState.Reconnecting || _isLeaving)
                {
                    throw new OperationCanceledException();
                }

                if (connection.Failure is AmiException failure)
                {
                    throw failure;
                }

                _current = connection;
                _eventGate = eventGate;
                Reconnects++;
                ServerTotals.Of(_options.ComputerName, _options.Port).AddReconnect();
                eventGate.Open(StreamMarker.ConnectionRestored(_session, _time.GetElapsedTime(lostAt) + mute, attempt));
                Change(AmiSessionState.Connected, null);
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void ThrowIfRefused(AmiAction action, AmiMessage answer)
    {
        if (answer.IsError)
        {
            throw AnswerErrors.ToException(action, _options.UserName, ServerVersion, answer);
        }
    }

    /// <summary>Waits before an attempt, no longer than the session may go without a connection.</summary>
    /// <returns>False when that time is over.</returns>
    private bool TryWait(long since, TimeSpan time)
    {
        if (_options.MaxReconnectTime != Timeout.InfiniteTimeSpan)
        {
            TimeSpan left = _options.MaxReconnectTime - _time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            time = left < time ? left : time;
        }

        using var elapsed = new ManualResetEventSlim(false);
        using ITimer timer = _time.CreateTimer(state => ((ManualResetEventSlim)state!).Set(), elapsed, time, Timeout.InfiniteTimeSpan);
        long begun = _time.GetTimestamp();
        while (!elapsed.Wait(_look, _stop.Token) && _time.GetElapsedTime(begun) < time)
        {
            // Timers run on the thread pool, which may be starved: the clock is looked at too.
        }

        return true;
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
        e.Code is AmiErrorCode.TlsFailed or AmiErrorCode.InvalidHeader or AmiErrorCode.PermissionDenied or AmiErrorCode.ActionFailed
        || (e.Code == AmiErrorCode.AuthenticationFailed && !AmiLogin.IsInUseElsewhere(e));

    private AmiException GivenUp(AmiException last) => new(
        AmiErrorCode.ConnectionLost,
        $"The connection could not be restored within {_options.MaxReconnectTime.TotalSeconds:0.###} s and was given up. Open another session with Connect-Ami. The last attempt: {last.Message}",
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
