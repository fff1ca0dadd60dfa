using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>
/// Notices a server that has gone silent: when nothing has come for a while it is asked with a Ping, and a connection on
/// which that is not answered is given up. It closes the pool's idle connections on the way.
/// </summary>
internal sealed class KeepAlive : IDisposable
{
    private readonly TimeSpan _interval;
    private readonly TimeSpan _patience;
    private readonly SessionLink _link;
    private readonly ActionPool _pool;
    private readonly TimeProvider _time;
    private readonly object _gate = new();
    private ITimer? _timer;
    private bool _disposed;
    private int _asking;

    internal KeepAlive(AmiConnectOptions options, SessionLink link, ActionPool pool, TimeProvider time)
    {
        _interval = options.KeepAliveInterval;
        _patience = options.ActionTimeout;
        _link = link;
        _pool = pool;
        _time = time;
    }

    /// <summary>Begins; after the login, since Asterisk refuses a Ping before it.</summary>
    internal void Start()
    {
        if (_interval <= TimeSpan.Zero)
        {
            return;
        }

        TimeSpan period = TimeSpan.FromTicks(_interval.Ticks / 2);
        lock (_gate)
        {
            if (!_disposed)
            {
                _timer = _time.CreateTimer(_ => _ = Look(), null, period, period);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private async Task Look()
    {
        _pool.CloseIdle();

        // An action that waits has a time limit of its own, and Asterisk answers a Ping only behind it.
        if (_link.Status.State != AmiSessionState.Connected
            || _link.Current is not AmiConnection connection
            || connection.Silence < _interval
            || connection.IsAwaited()
            || Interlocked.Exchange(ref _asking, 1) != 0)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(_patience);
            using AmiExchange ping = connection.Send(new AmiAction("Ping"), null, patience.Token);
            Task late = Task.Delay(_patience, patience.Token);
            if (await Task.WhenAny(ping.Answer, late).ConfigureAwait(false) == late)
            {
                connection.GiveUp(string.Format(
                    CultureInfo.InvariantCulture,
                    "the server has sent nothing for {0:0} s and did not answer a Ping within {1:0.###} s",
                    connection.Silence.TotalSeconds,
                    _patience.TotalSeconds));
            }

            patience.Cancel();
        }
        catch (Exception e) when (e is AmiException or OperationCanceledException)
        {
            // The connection ended meanwhile, and has told so itself, or takes no bytes: then the write gives it up.
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }
}
