using System;
using System.Diagnostics;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Session;

/// <summary>A place in the pool: a connection for actions, opened when it is first needed and again when it has ended.</summary>
internal sealed class ActionLine
{
    private readonly object _gate = new();
    private AmiConnection? _connection;
    private bool _inUse = true;
    private long _restsSince;

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

    /// <exception cref="AmiException">As for <see cref="AmiSession.Connect"/>.</exception>
    internal void Open(AmiConnectOptions options, AmiSession session, WireTaps taps, CancellationToken cancellation)
    {
        var connection = new AmiConnection(options, session, _ => { }, _ => { }, taps);
        try
        {
            Deadline deadline = Deadline.After(options.ConnectTimeout);
            connection.Open(options.ConnectTimeout, cancellation);
            AmiLogin.Run(connection, options, withEvents: false, deadline, cancellation);
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

    /// <param name="action">The action.</param>
    /// <param name="onDone">Called once, when nobody waits for the answer any more.</param>
    /// <param name="cancellation">Ends the wait for a turn to write.</param>
    internal AmiExchange Send(AmiAction action, Action onDone, CancellationToken cancellation)
    {
        AmiConnection connection;
        lock (_gate)
        {
            _inUse = true;
            connection = _connection!;
        }

        AmiExchange exchange = connection.Send(action, null, cancellation);
        exchange.OnDisposed = onDone;
        return exchange;
    }

    /// <summary>Ends a use. A connection that still owes an answer which nobody waits for would delay the next user.</summary>
    internal void Rest()
    {
        lock (_gate)
        {
            _inUse = false;
            _restsSince = Stopwatch.GetTimestamp();
            if (_connection is { IsBusy: true })
            {
                _connection.Dispose();
            }
        }
    }

    internal void CloseIfIdle(TimeSpan longest)
    {
        lock (_gate)
        {
            if (!_inUse && _connection is { Failure: null }
                && Stopwatch.GetTimestamp() - _restsSince > longest.TotalSeconds * Stopwatch.Frequency)
            {
                _connection.Dispose();
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
