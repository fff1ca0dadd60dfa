using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Hands the AMI events of sessions on, gathered into at most 20 batches a second: PowerShell's engine handles some
/// hundreds of events a second, a PBX sends thousands. A batch is of one session.
/// </summary>
public sealed class AmiEventForwarder : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// PowerShell numbers its events without a lock. Two that are made at the same moment get one number, and
    /// Remove-Event, which goes by the number, takes both.
    /// </summary>
    private static readonly object _numbering = new();

    private readonly KeyValuePair<AmiSession, AmiSubscription>[] _sources;
    private readonly CancellationTokenSource _stop = new();
    private readonly object _raising;
    private EventChooser? _chooser;
    private int _running;
    private int _left;
    private int _disposed;

    /// <param name="sessions">The sessions.</param>
    /// <param name="filter">Which events are wanted.</param>
    /// <param name="maxBatches">After how many batches it ends; 0 for never.</param>
    /// <param name="runsCode">Whether a batch may run the user's code: then it holds up the batches of no other.</param>
    internal AmiEventForwarder(IEnumerable<AmiSession> sessions, AmiEventFilter filter, int maxBatches, bool runsCode)
    {
        _raising = runsCode ? new object() : _numbering;
        _left = maxBatches > 0 ? maxBatches : -1;
        _sources = sessions.Select(s => new KeyValuePair<AmiSession, AmiSubscription>(s, s.Subscribe(filter))).ToArray();
        _running = _sources.Length;
    }

    /// <summary>
    /// What PowerShell hangs a registration on. It is never raised: what PowerShell subscribes to it puts each event into
    /// the thread pool, which may swap two of them, keep them all while it is busy, and let more through than were asked for.
    /// </summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "It is an event of this object.")]
    public event EventHandler<AmiEventBatchEventArgs> EventReceived
    {
        add { }
        remove { }
    }

    /// <param name="raise">Takes the batches, one after the other, on threads of this object.</param>
    /// <param name="chooser">Asks the user's code which events are wanted; null for all. It ends with the last of them.</param>
    internal void Start(Action<AmiEventBatchEventArgs> raise, EventChooser? chooser)
    {
        _chooser = chooser;
        foreach (KeyValuePair<AmiSession, AmiSubscription> source in _sources)
        {
            new Thread(() => Run(source.Key, source.Value, raise)) { IsBackground = true, Name = "AMI events of " + source.Key.Name }.Start();
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

    private void Run(AmiSession session, AmiSubscription subscription, Action<AmiEventBatchEventArgs> raise)
    {
        Forward(session, subscription, raise);
        if (Interlocked.Decrement(ref _running) == 0)
        {
            EndChooser();
        }
    }

    private void EndChooser()
    {
        try
        {
            _chooser?.Dispose();
        }
        catch (Exception e)
        {
            // Nothing may escape a thread. The runspace is going away, and takes it along.
            Trace.TraceError("AsteriskAmi: -Where could not be ended: {0}", e);
        }
    }

    private void Forward(AmiSession session, AmiSubscription subscription, Action<AmiEventBatchEventArgs> raise)
    {
        try
        {
            var batch = new List<AmiMessage>();
            TimeSpan interval = TimeSpan.FromTicks(_interval.Ticks * _sources.Length);
            while (subscription.TakeBatch(batch, AmiSubscription.DefaultCapacity, Timeout.InfiniteTimeSpan, _stop.Token))
            {
                List<AmiMessage> wanted = _chooser?.Choose(batch, _stop.Token) ?? batch;
                if (wanted.Count > 0 && !Raise(raise, session, wanted))
                {
                    return;
                }

                batch.Clear();
                _stop.Token.WaitHandle.WaitOne(interval);
            }

            Raise(raise, session, new[] { StreamMarker.SessionClosed(session, $"Session '{session.Name}' was closed.") });
        }
        catch (OperationCanceledException)
        {
            // Unregistered: nobody is left to tell.
        }
        catch (Exception e)
        {
            // Nothing may escape a thread: whatever it was ended the stream, and the stream says so.
            RaiseLast(raise, session, e.Message);
        }
    }

    private void RaiseLast(Action<AmiEventBatchEventArgs> raise, AmiSession session, string reason)
    {
        try
        {
            Raise(raise, session, new[] { StreamMarker.SessionClosed(session, reason) });
        }
        catch (Exception e)
        {
            // PowerShell takes no more events, so there is nobody to tell: its runspace is going away.
            Trace.TraceError("AsteriskAmi: the end of the events of {0} could not be told: {1}", session.Name, e);
        }
    }

    /// <returns>Whether it was wanted: false behind the last batch, and when it is unregistered.</returns>
    private bool Raise(Action<AmiEventBatchEventArgs> raise, AmiSession session, IReadOnlyCollection<AmiMessage> batch)
    {
        lock (_raising)
        {
            if (_left == 0 || _stop.IsCancellationRequested)
            {
                return false;
            }

            if (_left > 0)
            {
                _left--;
            }

            raise(new AmiEventBatchEventArgs(new List<AmiMessage>(batch), session));
            return true;
        }
    }
}
