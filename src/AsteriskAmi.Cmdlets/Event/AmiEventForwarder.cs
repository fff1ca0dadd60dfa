using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Raises a .NET event for the AMI events of sessions, gathered into at most 20 batches a second: PowerShell's engine
/// handles some hundreds of events a second, a PBX sends thousands. A batch is of one session.
/// </summary>
public sealed class AmiEventForwarder : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    private readonly KeyValuePair<AmiSession, AmiSubscription>[] _sources;
    private readonly CancellationTokenSource _stop = new();
    private readonly object _raising = new();
    private int _disposed;

    internal AmiEventForwarder(IEnumerable<AmiSession> sessions, IReadOnlyCollection<string>? names) =>
        _sources = sessions.Select(s => new KeyValuePair<AmiSession, AmiSubscription>(s, s.Subscribe(names))).ToArray();

    /// <summary>Raised with each batch, one after the other, on threads of this object.</summary>
    public event EventHandler<AmiEventBatchEventArgs>? EventReceived;

    internal void Start()
    {
        foreach (KeyValuePair<AmiSession, AmiSubscription> source in _sources)
        {
            new Thread(() => Run(source.Key, source.Value)) { IsBackground = true, Name = "AMI events of " + source.Key.Name }.Start();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // In this order: a subscription that ends before the stop is seen looks like a session that was closed.
            _stop.Cancel();
            foreach (KeyValuePair<AmiSession, AmiSubscription> source in _sources)
            {
                source.Value.Dispose();
            }
        }
    }

    private void Run(AmiSession session, AmiSubscription subscription)
    {
        try
        {
            var batch = new List<AmiMessage>();
            TimeSpan interval = TimeSpan.FromTicks(_interval.Ticks * _sources.Length);
            while (subscription.TakeBatch(batch, AmiSubscription.DefaultCapacity, Timeout.InfiniteTimeSpan, _stop.Token))
            {
                Raise(session, batch);
                batch.Clear();
                _stop.Token.WaitHandle.WaitOne(interval);
            }

            if (!_stop.IsCancellationRequested)
            {
                Raise(session, new[] { StreamMarker.SessionClosed(session, $"Session '{session.Name}' was closed.") });
            }
        }
        catch (OperationCanceledException)
        {
            // Unregistered: nobody is left to tell.
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ended the stream, and the stream says so.
            RaiseLast(session, e.Message);
        }
    }

    private void RaiseLast(AmiSession session, string reason)
    {
        try
        {
            Raise(session, new[] { StreamMarker.SessionClosed(session, reason) });
        }
        catch (Exception e)
        {
            // PowerShell takes no more events, so there is nobody to tell: its runspace is going away.
            Trace.TraceError("AsteriskAmi: the end of the events of {0} could not be told: {1}", session.Name, e);
        }
    }

    private void Raise(AmiSession session, IReadOnlyCollection<AmiMessage> batch)
    {
        lock (_raising)
        {
            EventReceived?.Invoke(this, new AmiEventBatchEventArgs(new List<AmiMessage>(batch), session));
        }
    }
}
