using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>
/// Follows the calls, the queues or the agents of one session: a snapshot at any moment, and a stream of changes. It asks the
/// server how things are when it begins and after each gap in the events, and keeps itself by events in between, on a
/// thread of its own. Thread-safe; the changes are for one reader.
/// </summary>
/// <typeparam name="T">What it shows.</typeparam>
public sealed class AmiLiveModel<T> : IDisposable
    where T : class
{
    /// <summary>How many changes wait at the most unless told otherwise.</summary>
    public const int DefaultCapacity = 20_000;

    // While a list is read, events wait: some seconds of the most that a server sends.
    private const int EventCapacity = 100_000;
    private const int BatchSize = 1024;

    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(1);

    private readonly AmiSession _session;
    private readonly ILiveBook<T> _book;
    private readonly TimeProvider _time;
    private readonly AmiSubscription _subscription;
    private readonly LiveChanges<T> _changes;
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly List<T> _changed = new();
    private DateTimeOffset? _fillDue;
    private bool _isRefusalTold;
    private int _disposed;

    private AmiLiveModel(AmiSession session, ILiveBook<T> book, int capacity, int eventCapacity, TimeProvider time)
    {
        _session = session;
        _book = book;
        _time = time;
        _changes = new LiveChanges<T>(capacity);
        _subscription = session.Subscribe(book.EventNames, eventCapacity);
    }

    /// <summary>How many changes were lost because nobody took them in time.</summary>
    public long Lost => _changes.Lost;

    /// <summary>How things are.</summary>
    /// <returns>The calls, queues or members that there are now.</returns>
    public IReadOnlyList<T> Snapshot()
    {
        lock (_gate)
        {
            return _book.Snapshot(_time.GetUtcNow());
        }
    }

    /// <summary>Waits for the next change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="timeout">How long at the most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when none came in time, or when the session was closed and all changes were taken.</returns>
    /// <exception cref="AmiException">The session or the model has failed, and all changes were taken.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool TryTake(out AmiLiveChange<T> change, TimeSpan timeout, CancellationToken cancellation = default) =>
        _changes.TryTake(out change, timeout, cancellation);

    /// <summary>Stops following.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stop.Cancel();
            _subscription.Dispose();
            _changes.Dispose();
        }
    }

    /// <summary>Asks the server how things are, and follows it from then on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="book">What the model knows.</param>
    /// <param name="capacity">How many changes wait at the most.</param>
    /// <param name="cancellation">Ends the wait for how things are at the beginning.</param>
    /// <param name="eventCapacity">How many events wait at the most.</param>
    /// <param name="time">Tells the time of day; the system's unless given.</param>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    internal static AmiLiveModel<T> Start(
        AmiSession session,
        ILiveBook<T> book,
        int capacity,
        CancellationToken cancellation,
        int eventCapacity = EventCapacity,
        TimeProvider? time = null)
    {
        var model = new AmiLiveModel<T>(session, book, capacity, eventCapacity, time ?? TimeProvider.System);
        try
        {
            model.Fill(cancellation);
            lock (model._gate)
            {
                // What was there at the beginning is no change.
                model._changed.Clear();
            }
        }
        catch
        {
            model.Dispose();
            throw;
        }

        new Thread(model.Run) { IsBackground = true, Name = "AMI live model of " + session.Name }.Start();
        return model;
    }

    private void Run()
    {
        try
        {
            var batch = new List<AmiMessage>();
            while (true)
            {
                // Asked before, so that the reason of an end in between is not missed.
                bool hasEnded = _subscription.HasEnded;
                if (_subscription.TakeBatch(batch, BatchSize, TimeToWait(), _stop.Token))
                {
                    Take(batch);
                    batch.Clear();
                }
                else if (hasEnded)
                {
                    _changes.End(null);
                    return;
                }

                Tick();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: nobody is left to tell.
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ends the model, and the reader is told.
            _changes.End(e as AmiException ?? new AmiException(AmiErrorCode.ProtocolError, $"Following session '{_session.Name}' failed: {e.Message}", e));
        }
    }

    private TimeSpan TimeToWait()
    {
        DateTimeOffset? due;
        lock (_gate)
        {
            due = _book.Due;
        }

        if (_fillDue is not null && (due is null || _fillDue < due))
        {
            due = _fillDue;
        }

        if (due is null)
        {
            return Timeout.InfiniteTimeSpan;
        }

        // A little longer, since a wait may end a little early.
        TimeSpan left = due.Value - _time.GetUtcNow();
        return (left < TimeSpan.Zero ? TimeSpan.Zero : left > _longestWait ? _longestWait : left) + TimeSpan.FromMilliseconds(20);
    }

    private void Take(List<AmiMessage> batch)
    {
        bool isFillNeeded = false;
        foreach (AmiMessage message in batch)
        {
            isFillNeeded |= Take(message);
        }

        Tell();
        if (isFillNeeded)
        {
            Refill();
        }
    }

    /// <summary>Takes an event, or the mark of a gap.</summary>
    /// <returns>Whether the server has to be asked how things are now.</returns>
    private bool Take(AmiMessage message)
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_gate)
        {
            switch (message.EventName)
            {
                case AmiSubscription.ConnectionLostMarkerName:
                    _isRefusalTold = false;
                    Note(now, $"{_session.Name}: what happens from here on is not seen. {message.GetHeader("Reason")}");
                    return false;
                case AmiSubscription.ConnectionRestoredMarkerName:
                    Note(now, $"{_session.Name}: the server is seen again, after {message.GetHeader("GapSeconds")} s.");
                    return true;
                case AmiSubscription.LossMarkerName:
                    Note(now, $"{_session.Name}: {message.GetHeader("Lost")} events were lost, since this machine is slower than the server.");
                    return true;
                default:
                    _book.Apply(message, now, _changed);
                    return false;
            }
        }
    }

    private void Note(DateTimeOffset now, string note)
    {
        _book.Doubt(now);
        TellChanged();
        _changes.Add(new AmiLiveChange<T>(null, note));
    }

    private void Tick()
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_gate)
        {
            _book.Tick(now, _changed);
        }

        Tell();
        if (_fillDue <= now)
        {
            Refill();
        }
    }

    private void Refill()
    {
        _fillDue = null;
        try
        {
            Fill(_stop.Token);
            _isRefusalTold = false;
            Tell();
        }
        catch (AmiException e) when (e.Code is AmiErrorCode.ConnectionLost or AmiErrorCode.NotConnected)
        {
            // The mark of this loss is in the stream, and so will be that of its end, or the session's.
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.Timeout || e.Answer is not null)
        {
            // A server that has just started takes logins before it has loaded its modules, and refuses their actions until then.
            if (e.Answer is null || !_isRefusalTold)
            {
                _changes.Add(new AmiLiveChange<T>(null, string.Format(
                    CultureInfo.InvariantCulture, "{0}: the server does not say how things are now; it is asked again until it does. {1}", _session.Name, e.Message)));
            }

            _isRefusalTold |= e.Answer is not null;
            _fillDue = _time.GetUtcNow() + _retry;
        }
    }

    private void Fill(CancellationToken cancellation)
    {
        LiveFill<T> fill = _book.Read(_session, cancellation);
        lock (_gate)
        {
            fill.Apply(_time.GetUtcNow(), _changed);
        }

        // Whoever has the answer has the events before it: they are taken now, so that counts can be compared.
        var older = new List<AmiMessage>();
        bool isFillNeeded = false;
        if (_subscription.TakeBatch(older, EventCapacity, TimeSpan.Zero, cancellation))
        {
            foreach (AmiMessage message in older)
            {
                isFillNeeded |= Take(message);
            }
        }

        lock (_gate)
        {
            fill.Settle(_time.GetUtcNow(), _changed);
        }

        if (isFillNeeded)
        {
            _fillDue = _time.GetUtcNow();
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            TellChanged();
        }
    }

    private void TellChanged()
    {
        foreach (T item in _changed)
        {
            _changes.Add(new AmiLiveChange<T>(item, null));
        }

        _changed.Clear();
    }
}
