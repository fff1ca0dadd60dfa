using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Live;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// The changes of the models of several sessions in one stream, as they come. When nobody takes them they wait in the
/// models, which are bounded and tell what they lose.
/// </summary>
/// <typeparam name="T">What changes.</typeparam>
internal sealed class LiveMerge<T> : IDisposable
    where T : class
{
    private readonly BlockingCollection<LivePart<T>> _parts;
    private readonly CancellationTokenSource _stop;
    private readonly Func<AmiSession, CancellationToken, IEnumerable<AmiLiveChange<T>>> _changes;
    private int _running;

    /// <param name="sessions">The sessions.</param>
    /// <param name="changes">Gives the changes of one session; runs on another thread and must use nothing of a cmdlet.</param>
    /// <param name="stop">Ends it.</param>
    internal LiveMerge(
        AmiSession[] sessions, Func<AmiSession, CancellationToken, IEnumerable<AmiLiveChange<T>>> changes, CancellationToken stop)
    {
        _parts = new BlockingCollection<LivePart<T>>(sessions.Length);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _changes = changes;
        _running = sessions.Length;
        foreach (AmiSession session in sessions)
        {
            new Thread(() => Run(session)) { IsBackground = true, Name = "AMI changes of " + session.Name }.Start();
        }
    }

    /// <summary>Gives the parts until all sessions' streams have ended. To be read once.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal IEnumerable<LivePart<T>> Parts() => _parts.GetConsumingEnumerable(_stop.Token);

    /// <summary>Ends the stream. The source stays: threads on their way out look at it.</summary>
    public void Dispose() => _stop.Cancel();

    private void Run(AmiSession session)
    {
        try
        {
            Forward(session);
        }
        catch (OperationCanceledException)
        {
            // Nobody reads any more.
        }
        finally
        {
            if (Interlocked.Decrement(ref _running) == 0)
            {
                _parts.CompleteAdding();
            }
        }
    }

    private void Forward(AmiSession session)
    {
        try
        {
            foreach (AmiLiveChange<T> change in _changes(session, _stop.Token))
            {
                _parts.Add(new LivePart<T>(session, change), _stop.Token);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Nothing may escape a thread: whatever it was ended this session's stream, and the stream says so.
            _parts.Add(new LivePart<T>(session, e as AmiException ?? new AmiException(AmiErrorCode.ConnectionLost, e.Message, e)), _stop.Token);
        }
    }
}
