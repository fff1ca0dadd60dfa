using System;
using System.Collections.Generic;
using System.Diagnostics;
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

    private readonly AmiConnectOptions _options;
    private readonly AmiSession _session;
    private readonly WireTaps _taps;
    private readonly ObjectPool<ActionLine> _idle;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly List<ActionLine> _all = new();
    private AmiException? _closed;
    private long _refusedUntil;

    internal ActionPool(AmiConnectOptions options, AmiSession session, WireTaps taps)
    {
        _options = options;
        _session = session;
        _taps = taps;
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
    /// <returns>The exchange; null when all are in use, or none can be opened.</returns>
    internal AmiExchange? TrySend(AmiAction action, CancellationToken cancellation)
    {
        if (Stopwatch.GetTimestamp() < Interlocked.Read(ref _refusedUntil) || !_places.Wait(0, CancellationToken.None))
        {
            return null;
        }

        ActionLine line = _idle.Get();
        try
        {
            if (!line.IsOpen && !TryOpen(line, cancellation))
            {
                Release(line);
                return null;
            }

            return line.Send(action, () => Release(line), cancellation);
        }
        catch
        {
            Release(line);
            throw;
        }
    }

    /// <summary>Closes the connections that have had nothing to do for a while.</summary>
    internal void CloseIdle()
    {
        lock (_all)
        {
            foreach (ActionLine line in _all)
            {
                line.CloseIfIdle(_longestIdle);
            }
        }
    }

    public void Dispose() => Close(new AmiException(AmiErrorCode.NotConnected, "The session was closed."));

    internal void Close(AmiException reason)
    {
        lock (_all)
        {
            _closed = reason;
            foreach (ActionLine line in _all)
            {
                line.Close(reason);
            }
        }
    }

    private bool TryOpen(ActionLine line, CancellationToken cancellation)
    {
        // One by one: Asterisk's authlimit counts the connections that have not logged in.
        if (!_opening.Wait(_options.ConnectTimeout, cancellation))
        {
            return false;
        }

        try
        {
            StepLog.Current?.Add("The connections are busy: opening another.");
            line.Open(_options, _session, _taps, cancellation);
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

            // Not sent, so nothing is lost: the first connection takes the action, and tells if it has ended too.
            Interlocked.Exchange(ref _refusedUntil, Stopwatch.GetTimestamp() + ((long)_longestIdle.TotalSeconds * Stopwatch.Frequency));
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
    }

    private sealed class Policy : PooledObjectPolicy<ActionLine>
    {
        private readonly ActionPool _pool;

        internal Policy(ActionPool pool) => _pool = pool;

        public override ActionLine Create()
        {
            var line = new ActionLine();
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
