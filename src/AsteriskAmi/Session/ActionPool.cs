using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tracing;
using Microsoft.Extensions.ObjectPool;

namespace AsteriskAmi.Session;

/// <summary>
/// The connections that a session opens beside its first when that one is busy: Asterisk works on one action of a
/// connection at a time. They follow no events, are opened on demand one by one, and closed when they were idle for a
/// minute. One that failed is not used again. Where the server refuses a second login, the session does without.
/// </summary>
internal sealed class ActionPool : IDisposable
{
    private static readonly TimeSpan _longestIdle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _refusalTime = TimeSpan.FromMinutes(1);

    private readonly AmiConnectOptions _options;
    private readonly AmiSession _session;
    private readonly WireTaps _taps;
    private readonly TimeProvider _time;
    private readonly ObjectPool<ActionLine> _idle;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _opening = new(1, 1);

    // Never disposed: whoever opens a connection may still look at it, and it holds nothing that must be given back.
    private readonly CancellationTokenSource _stop = new();
    private readonly List<ActionLine> _all = new();
    private AmiException? _closed;
    private ITimer? _idleTimer;
    private bool _isTimed;
    private Refusal? _refusal;

    internal ActionPool(AmiConnectOptions options, AmiSession session, WireTaps taps, TimeProvider time)
    {
        _options = options;
        _session = session;
        _taps = taps;
        _time = time;
        _places = new SemaphoreSlim(options.PoolSize, Math.Max(1, options.PoolSize));
        _idle = new DefaultObjectPool<ActionLine>(new Policy(this), Math.Max(1, options.PoolSize));
    }

    /// <summary>How many connections are open.</summary>
    internal int OpenCount
    {
        get
        {
            lock (_all)
            {
                return _all.FindAll(line => line.IsOpen).Count;
            }
        }
    }

    /// <summary>Sends an action by a connection of the pool.</summary>
    /// <param name="action">The action.</param>
    /// <param name="timeout">How long opening a connection may delay it.</param>
    /// <param name="cancellation">Ends the waits.</param>
    /// <returns>The exchange; null when all are in use, or none can be opened: then nothing of the action was sent.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiConnection.Send"/>.</exception>
    internal AmiExchange? TrySend(AmiAction action, TimeSpan timeout, CancellationToken cancellation)
    {
        if (IsRefused || !_places.Wait(0, CancellationToken.None))
        {
            return null;
        }

        ActionLine line = _idle.Get();
        line.Take();
        AmiExchange? exchange = null;
        try
        {
            if (line.IsOpen || TryOpen(line, timeout, cancellation))
            {
                exchange = line.TrySend(action, cancellation);
            }

            return exchange;
        }
        finally
        {
            if (exchange is null)
            {
                Release(line);
            }
            else
            {
                exchange.OnDisposed = () => Release(line);
            }
        }
    }

    /// <summary>Says that the session has lost its event connection: what is open is not used again.</summary>
    internal void Retire()
    {
        Volatile.Write(ref _refusal, null);
        lock (_all)
        {
            _all.ForEach(line => line.Retire());
        }
    }

    public void Dispose() => Close(new AmiException(AmiErrorCode.NotConnected, "The session was closed."));

    internal void Close(AmiException reason)
    {
        lock (_all)
        {
            _closed = reason;
            _idleTimer?.Dispose();
            _all.ForEach(line => line.Close(reason));
        }

        _stop.Cancel();
    }

    private bool IsRefused =>
        Volatile.Read(ref _refusal) is Refusal refusal && (refusal.IsFinal || _time.GetElapsedTime(refusal.Since) < _refusalTime);

    private bool TryOpen(ActionLine line, TimeSpan timeout, CancellationToken cancellation)
    {
        // One by one: Asterisk's authlimit counts the connections that have not logged in. Whoever would have to wait
        // for that uses the first connection.
        if (!_opening.Wait(0, CancellationToken.None))
        {
            return false;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        try
        {
            StepLog.Current?.Add("The connections are busy: opening another.");
            bool isShort = timeout > TimeSpan.Zero && timeout < _options.ConnectTimeout;
            line.Open(_options, isShort ? timeout : _options.ConnectTimeout, _session, _taps, stop.Token);
            lock (_all)
            {
                if (_closed is not null)
                {
                    line.Close(_closed);
                    return false;
                }
            }

            return true;
        }
        catch (AmiException e)
        {
            StepLog.Current?.Add($"No further connection can be had ({e.Message}): the action waits on the first.");

            // Not sent, so nothing is lost: the first connection takes the action, and tells if it has ended too. Logins
            // that were refused are not tried again, which would look like an attack.
            Volatile.Write(ref _refusal, new Refusal(_time.GetTimestamp(), e.Code == AmiErrorCode.AuthenticationFailed));
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The session was closed meanwhile.
            return false;
        }
        finally
        {
            _opening.Release();
        }
    }

    private void Release(ActionLine line)
    {
        _idle.Return(line);
        _places.Release();
        lock (_all)
        {
            if (_closed is null && !_isTimed && line.IsOpen)
            {
                _isTimed = true;
                _idleTimer ??= _time.CreateTimer(_ => CloseIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _idleTimer.Change(_longestIdle, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void CloseIdle()
    {
        lock (_all)
        {
            _all.ForEach(line => line.CloseIfIdle(_longestIdle));
            _isTimed = _closed is null && _all.Exists(line => line.IsOpen);
            if (_isTimed)
            {
                _idleTimer!.Change(_longestIdle, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>When a connection could not be opened, and whether that will stay so while the session is as it is.</summary>
    private sealed class Refusal
    {
        internal Refusal(long since, bool isFinal)
        {
            Since = since;
            IsFinal = isFinal;
        }

        internal long Since { get; }

        internal bool IsFinal { get; }
    }

    private sealed class Policy : PooledObjectPolicy<ActionLine>
    {
        private readonly ActionPool _pool;

        internal Policy(ActionPool pool) => _pool = pool;

        public override ActionLine Create()
        {
            var line = new ActionLine(_pool._time);
            lock (_pool._all)
            {
                _pool._all.Add(line);
            }

            return line;
        }

        /// <summary>A line whose connection has failed, or still owes an answer that nobody waits for, is closed; it opens another.</summary>
        public override bool Return(ActionLine obj)
        {
            obj.Rest();
            return true;
        }
    }
}
