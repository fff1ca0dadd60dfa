using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Raises a .NET event for the AMI events of a session, gathered into at most 20 batches a second: PowerShell's engine
/// handles some hundreds of events a second, a PBX sends thousands.
/// </summary>
public sealed class AmiEventForwarder : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    private readonly AmiSession _session;
    private readonly AmiSubscription _subscription;
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;

    internal AmiEventForwarder(AmiSession session, IReadOnlyCollection<string>? names)
    {
        _session = session;
        _subscription = session.Subscribe(names);
    }

    /// <summary>Raised with each batch, on a thread of this object.</summary>
    public event EventHandler<AmiEventBatchEventArgs>? EventReceived;

    internal void Start() => new Thread(Run) { IsBackground = true, Name = "AMI events of " + _session.Name }.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // In this order: a subscription that ends before the stop is seen looks like a session that was closed.
            _stop.Cancel();
            _subscription.Dispose();
        }
    }

    private void Run()
    {
        try
        {
            var batch = new List<AmiMessage>();
            while (_subscription.TakeBatch(batch, AmiSubscription.DefaultCapacity, Timeout.InfiniteTimeSpan, _stop.Token))
            {
                Raise(batch);
                batch.Clear();
                _stop.Token.WaitHandle.WaitOne(_interval);
            }

            if (!_stop.IsCancellationRequested)
            {
                Raise(new[] { StreamMarker.SessionClosed(_session, _session.Name) });
            }
        }
        catch (OperationCanceledException)
        {
            // Unregistered: nobody is left to tell.
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ended the stream, and the stream says so.
            RaiseLast(e.Message);
        }
    }

    private void RaiseLast(string reason)
    {
        try
        {
            Raise(new[] { StreamMarker.ConnectionLost(_session, reason) });
        }
        catch (Exception e)
        {
            // PowerShell takes no more events, so there is nobody to tell: its runspace is going away.
            Trace.TraceError("AsteriskAmi: the end of the events of {0} could not be told: {1}", _session.Name, e);
        }
    }

    private void Raise(IReadOnlyCollection<AmiMessage> batch) =>
        EventReceived?.Invoke(this, new AmiEventBatchEventArgs(new List<AmiMessage>(batch), _session));
}
