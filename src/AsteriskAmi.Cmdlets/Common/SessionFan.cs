using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using AsteriskAmi.Session;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Works on several sessions at once, on threads of its own, and hands what comes to one thread, session after session in
/// the order given. What waits for its turn is bounded: who is far ahead pauses.
/// </summary>
internal sealed class SessionFan<T> : IDisposable
{
    private const int MostAtOnce = 32;
    private const int MostWaiting = 1000;
    private static readonly TimeSpan _quietTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(250);

    private readonly Func<AmiSession, CancellationToken, IEnumerable<T>> _work;
    private readonly Block[] _blocks;
    private readonly CancellationTokenSource _stop;
    private readonly StepLog? _steps = StepLog.Current;
    private int _begun = -1;
    private int _done;

    /// <param name="sessions">The sessions.</param>
    /// <param name="work">Runs on a thread of this object for each session.</param>
    /// <param name="stop">Ends the work and the wait for it.</param>
    internal SessionFan(
        IEnumerable<AmiSession> sessions,
        Func<AmiSession, CancellationToken, IEnumerable<T>> work,
        CancellationToken stop)
    {
        _work = work;
        _blocks = sessions.Select(session => new Block(session)).ToArray();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        for (int i = 0; i < Math.Min(MostAtOnce, _blocks.Length); i++)
        {
            new Thread(Run) { IsBackground = true, Name = "AMI sessions" }.Start();
        }
    }

    /// <summary>Hands out everything. To be called once.</summary>
    /// <param name="use">Takes an item.</param>
    /// <param name="failed">Takes the failure that ended a session's work, behind its items.</param>
    /// <param name="waiting">
    /// Told, after a second and then four times a second, how many sessions are done and which one is waited for.
    /// </param>
    /// <returns>How many sessions failed.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal int Drain(Action<AmiSession, T> use, Action<AmiSession, AmiException> failed, Action<int, AmiSession> waiting)
    {
        int failures = 0;
        var clock = Stopwatch.StartNew();
        foreach (Block block in _blocks)
        {
            while (!block.Items.IsCompleted)
            {
                StepLog.Current?.Tell();
                if (block.Items.TryTake(out T? item, (int)_tick.TotalMilliseconds, _stop.Token))
                {
                    use(block.Session, item);
                }
                else if (clock.Elapsed > _quietTime && !block.Items.IsCompleted)
                {
                    waiting(Volatile.Read(ref _done), block.Session);
                }
            }

            switch (block.Failure)
            {
                case null:
                    break;
                case AmiException e:
                    failures++;
                    failed(block.Session, e);
                    break;
                default:
                    ExceptionDispatchInfo.Capture(block.Failure).Throw();
                    break;
            }
        }

        return failures;
    }

    /// <summary>Ends what still runs. The source stays: threads on their way out look at it.</summary>
    public void Dispose() => _stop.Cancel();

    // Each thread takes the next session that nobody has begun, so that the one whose turn it is never waits for a thread.
    private void Run()
    {
        StepLog.Current = _steps;
        for (int i = Interlocked.Increment(ref _begun); i < _blocks.Length; i = Interlocked.Increment(ref _begun))
        {
            Block block = _blocks[i];
            try
            {
                foreach (T item in _work(block.Session, _stop.Token))
                {
                    block.Items.Add(item, _stop.Token);
                }
            }
            catch (Exception e)
            {
                // Nothing may escape a thread: the one that drains reports it.
                block.Failure = e;
            }

            Interlocked.Increment(ref _done);
            block.Items.CompleteAdding();
        }
    }

    private sealed class Block
    {
        internal Block(AmiSession session) => Session = session;

        internal AmiSession Session { get; }

        internal BlockingCollection<T> Items { get; } = new(MostWaiting);

        /// <summary>Why the work ended early; set before the items are complete.</summary>
        internal Exception? Failure { get; set; }
    }
}
