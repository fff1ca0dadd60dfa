using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Tracing;

/// <summary>
/// What one user of sessions wants to know of its own work: the steps, the traffic, or both. It is added to by any
/// thread, and told on the one that made it, while that waits and at the end. <see cref="Current"/> is that of a thread
/// that works for such a user; where there is none, nothing is made up.
/// </summary>
internal sealed class StepLog : IWireTap, IDisposable
{
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(50);

    [ThreadStatic]
    private static StepLog? _current;

    private readonly int _owner = Environment.CurrentManagedThreadId;
    private readonly Action<string>? _tellStep;
    private readonly Action<string>? _tellTraffic;
    private readonly WireQueue _queue = new();
    private readonly List<AmiSession> _sessions = new();
    private readonly ConcurrentDictionary<string, bool> _actionIds = new(StringComparer.Ordinal);
    private List<WireBlock> _blocks = new();
    private volatile bool _hasEvents;
    private bool _isTelling;
    private bool _isDisposed;

    /// <param name="tellStep">Is told each step; null when nobody wants them.</param>
    /// <param name="tellTraffic">Is told the traffic, secrets replaced; null when nobody wants it.</param>
    internal StepLog(Action<string>? tellStep, Action<string>? tellTraffic)
    {
        _tellStep = tellStep;
        _tellTraffic = tellTraffic;
    }

    /// <summary>Who is told what this thread does; null for nobody.</summary>
    internal static StepLog? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Waits as the signal does; meanwhile what has come is told.</summary>
    internal static bool Wait(ManualResetEventSlim signal, TimeSpan time, CancellationToken cancellation)
    {
        StepLog? log = _current;
        if (log is null)
        {
            return signal.Wait(time, cancellation);
        }

        Deadline deadline = Deadline.After(time);
        while (true)
        {
            log.Tell();
            TimeSpan left = deadline.Left;
            if (signal.Wait(left < TimeSpan.Zero || left > _slice ? _slice : left, cancellation))
            {
                return true;
            }

            if (deadline.HasPassed)
            {
                return false;
            }
        }
    }

    /// <summary>Adds a step. From any thread.</summary>
    internal void Add(string step)
    {
        if (_tellStep is not null)
        {
            _queue.Add(WireBlock.Step(step));
        }
    }

    /// <summary>
    /// Shows what is sent by a session from now on by threads whose log this is, and what comes back for it; with events
    /// also those that come for everybody. What others ask by the same session is left out.
    /// </summary>
    internal void Follow(AmiSession session, bool withEvents)
    {
        if (_tellTraffic is null)
        {
            return;
        }

        if (withEvents)
        {
            _hasEvents = true;
        }

        lock (_sessions)
        {
            if (!_isDisposed && !_sessions.Contains(session))
            {
                _sessions.Add(session);
                session.Taps.Add(this);
            }
        }
    }

    /// <summary>Shows all that is sent and received by a connection that is no session's.</summary>
    internal void Follow(WireTaps connection)
    {
        if (_tellTraffic is not null)
        {
            _hasEvents = true;
            connection.Add(this);
        }
    }

    /// <summary>Tells what has come. Does nothing on other threads than its own.</summary>
    internal void Tell()
    {
        // Whoever is told may run anything, and so come back here.
        if (Environment.CurrentManagedThreadId != _owner || _isTelling)
        {
            return;
        }

        _isTelling = true;
        try
        {
            _queue.Take(ref _blocks, TimeSpan.Zero);
            foreach (WireBlock block in _blocks)
            {
                Tell(block);
            }
        }
        finally
        {
            _isTelling = false;
        }
    }

    /// <summary>Follows no session any more.</summary>
    public void Dispose()
    {
        lock (_sessions)
        {
            foreach (AmiSession session in _sessions)
            {
                session.Taps.Remove(this);
            }

            _sessions.Clear();
            _isDisposed = true;
        }
    }

    /// <inheritdoc/>
    void IWireTap.Opened(int connection, string banner)
    {
        if (_hasEvents)
        {
            Note(connection, banner.Length == 0 ? "was opened" : "was opened: " + banner);
        }
    }

    /// <inheritdoc/>
    void IWireTap.Sent(int connection, ArraySegment<byte> action)
    {
        if (ReferenceEquals(_current, this))
        {
            var sent = new AmiMessage(action.AsSpan().ToArray());
            _actionIds[sent.GetHeader("ActionID") ?? string.Empty] = true;
            _queue.Add(WireBlock.Sent(connection, action));
        }
    }

    /// <inheritdoc/>
    void IWireTap.Received(int connection, AmiMessage message)
    {
        string? id = message.GetHeader("ActionID");
        bool isOurs = id is null ? !message.IsEvent : _actionIds.ContainsKey(id);

        // An event for everybody may carry its cause's ActionID; unlike the item of a list it has a Privilege.
        if (isOurs || (_hasEvents && (id is null || message.GetHeader("Privilege") is not null)))
        {
            _queue.Add(WireBlock.Received(connection, message));
        }
    }

    /// <inheritdoc/>
    void IWireTap.Closed(int connection, string reason) => Note(connection, "has ended: " + reason);

    /// <inheritdoc/>
    void IWireTap.Ended()
    {
    }

    private void Note(int connection, string what) =>
        _queue.Add(WireBlock.Note(string.Format(CultureInfo.InvariantCulture, "Connection {0} {1}", connection, what)));

    private void Tell(WireBlock block)
    {
        if (block.IsStep)
        {
            _tellStep?.Invoke(block.ToString());
            return;
        }

        var text = new StringBuilder();
        block.WriteTo(text);
        (_tellTraffic ?? _tellStep)?.Invoke(text.ToString().TrimEnd('\n'));
    }
}
