using System;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>
/// Notices a server that has gone silent: when nothing has come for a while it is asked with a Ping, and a connection on
/// which that is not answered is given up.
/// </summary>
internal sealed class KeepAlive : IDisposable
{
    // What timers are rounded to: they must not come too early again and again.
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _interval;
    private readonly TimeSpan _patience;
    private readonly SessionLink _link;
    private readonly TimeProvider _time;
    private readonly object _gate = new();
    private ITimer? _timer;
    private bool _disposed;

    // Touched by the timer alone, which runs one look at a time.
    private AmiExchange? _ping;
    private AmiConnection? _asked;
    private long _askedAt;

    internal KeepAlive(AmiConnectOptions options, SessionLink link, TimeProvider time)
    {
        _interval = options.KeepAliveInterval;
        _patience = options.ActionTimeout > TimeSpan.Zero ? options.ActionTimeout : options.KeepAliveInterval;
        _link = link;
        _time = time;
    }

    /// <summary>Begins; after the login, since Asterisk refuses a Ping before it.</summary>
    internal void Start()
    {
        if (_interval <= TimeSpan.Zero)
        {
            return;
        }

        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _timer = _time.CreateTimer(_ => Look(), null, _interval, Timeout.InfiniteTimeSpan);
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

    private void Look()
    {
        TimeSpan next = _interval;
        try
        {
            next = _ping is null ? Ask() : Judge();
        }
        catch (AmiException)
        {
            // The connection ended while it was asked, and has told so itself.
        }

        lock (_gate)
        {
            if (!_disposed)
            {
                _timer!.Change(next, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Asks a server that has been silent for long enough.</summary>
    /// <returns>When to look again.</returns>
    private TimeSpan Ask()
    {
        if (_link.Status.State != AmiSessionState.Connected || _link.Current is not AmiConnection connection)
        {
            return _interval;
        }

        TimeSpan silence = connection.Silence;
        if (silence < _interval)
        {
            return _interval - silence + _tick;
        }

        // An action that waits has a time limit of its own, and Asterisk answers a Ping only behind it.
        if (connection.IsInUse)
        {
            return _interval;
        }

        _askedAt = _time.GetTimestamp();
        _asked = connection;
        _ping = connection.TrySend(new AmiAction("Ping"), null, null, CancellationToken.None);
        return _ping is null ? _interval : _patience;
    }

    /// <summary>Looks whether the server has answered.</summary>
    /// <returns>When to look again.</returns>
    private TimeSpan Judge()
    {
        TimeSpan left = _patience - _time.GetElapsedTime(_askedAt);
        if (!_ping!.IsAnswered && left > TimeSpan.Zero)
        {
            return left;
        }

        if (!_ping.IsAnswered)
        {
            _asked!.GiveUpMute(string.Format(
                CultureInfo.InvariantCulture,
                "the server has sent nothing for {0:0} s and did not answer a Ping within {1:0.###} s",
                _asked.Silence.TotalSeconds,
                _patience.TotalSeconds));
        }

        _ping.Dispose();
        _ping = null;
        _asked = null;
        return Ask();
    }
}
