using System;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Session;

/// <summary>A place in the pool: a connection for actions, opened when it is first needed and again when it has ended.</summary>
internal sealed class ActionLine
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private AmiConnection? _connection;
    private bool _inUse;
    private bool _isStale;
    private long _restsSince;

    internal ActionLine(TimeProvider time) => _time = time;

    internal bool IsOpen
    {
        get
        {
            lock (_gate)
            {
                return _connection is { Failure: null };
            }
        }
    }

    /// <summary>Begins a use.</summary>
    internal void Take()
    {
        lock (_gate)
        {
            _inUse = true;
        }
    }

    /// <exception cref="AmiException">As for <see cref="AmiSession.Connect"/>.</exception>
    internal void Open(AmiConnectOptions options, TimeSpan timeout, AmiSession session, WireTaps taps, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // Before it connects: a loss that is told meanwhile makes the new connection stale too.
            _isStale = false;
        }

        var connection = new AmiConnection(options, session, _ => { }, _ => { }, taps, _time);
        try
        {
            Deadline deadline = Deadline.After(timeout);
            connection.Open(timeout, isFirst: false, cancellation);
            AmiLogin.Run(connection, options, AmiLogin.NoEvents, session.KeepsSecret, deadline, cancellation);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        lock (_gate)
        {
            _connection = connection;
        }
    }

    /// <returns>The exchange; null when the connection has ended and nothing of the action was sent.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiConnection.Send"/>.</exception>
    internal AmiExchange? TrySend(AmiAction action, CancellationToken cancellation)
    {
        AmiConnection connection;
        lock (_gate)
        {
            if (_isStale)
            {
                return null;
            }

            connection = _connection!;
        }

        return connection.TrySend(action, null, null, cancellation);
    }

    /// <summary>
    /// Ends a use. A connection that still owes an answer which nobody waits for would delay the next user, and a stale
    /// one may be dead: they are closed.
    /// </summary>
    internal void Rest()
    {
        lock (_gate)
        {
            _inUse = false;
            _restsSince = _time.GetTimestamp();
            if (_isStale || _connection is { IsBusy: true })
            {
                _connection?.Dispose();
            }
        }
    }

    /// <summary>
    /// Says that the session has lost its event connection: whatever that died of, this connection may have died of it too
    /// and not know. Nothing is sent on it any more; an action that waits on it may still be answered.
    /// </summary>
    internal void Retire()
    {
        lock (_gate)
        {
            _isStale = true;
            if (!_inUse)
            {
                _connection?.Dispose();
            }
        }
    }

    internal void CloseIfIdle(TimeSpan longest)
    {
        lock (_gate)
        {
            if (!_inUse && _time.GetElapsedTime(_restsSince) >= longest)
            {
                _connection?.Dispose();
            }
        }
    }

    internal void Close(AmiException reason)
    {
        lock (_gate)
        {
            _connection?.Close(reason);
        }
    }
}
