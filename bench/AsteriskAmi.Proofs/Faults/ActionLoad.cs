using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>
/// Sends actions that change something by the session under test, each with a key of its own, from several threads, and
/// notes what the session says of each.
/// </summary>
internal sealed class ActionLoad : IDisposable
{
    internal const string Header = "Key";

    private const int Users = 4;
    private static int _lastRun;

    private readonly AmiSession _session;
    private readonly int _perSecond;
    private readonly int _run = Interlocked.Increment(ref _lastRun);
    private readonly ConcurrentQueue<KeyedAction> _actions = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly List<Thread> _threads = [];
    private volatile bool _stop;
    private int _done;

    /// <param name="session">The session under test.</param>
    /// <param name="perSecond">How many actions a second, all threads together.</param>
    internal ActionLoad(AmiSession session, int perSecond)
    {
        _session = session;
        _perSecond = perSecond;
        for (int user = 0; user < Users; user++)
        {
            int number = user;
            var thread = new Thread(() => Run(number)) { IsBackground = true, Name = "load" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>How many the server said it did.</summary>
    internal int Done => Volatile.Read(ref _done);

    internal IReadOnlyCollection<KeyedAction> Actions => _actions;

    /// <summary>Errors that no fault may bring.</summary>
    internal IEnumerable<string> Violations => _violations;

    public void Dispose()
    {
        _stop = true;
        _threads.ForEach(thread => thread.Join());
    }

    private void Run(int user)
    {
        for (int i = 0; !_stop; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            string key = string.Create(CultureInfo.InvariantCulture, $"{_run}-{user}-{i}");
            if (Send(key) is ActionOutcome outcome)
            {
                _actions.Enqueue(new KeyedAction(key, outcome, begin, Stopwatch.GetTimestamp()));
            }

            TimeSpan rest = TimeSpan.FromSeconds((double)Users / _perSecond) - Stopwatch.GetElapsedTime(begin);
            if (rest > TimeSpan.Zero)
            {
                Thread.Sleep(rest);
            }
        }
    }

    private ActionOutcome? Send(string key)
    {
        try
        {
            _session.Invoke(new AmiAction("UserEvent").Add("UserEvent", "Keyed").Add(Header, key));
            Interlocked.Increment(ref _done);
            return ActionOutcome.Done;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.ConnectionLost)
        {
            return ActionOutcome.Lost;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.Timeout)
        {
            return ActionOutcome.TimedOut;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotConnected)
        {
            return ActionOutcome.NotSent;
        }
        catch (AmiException e) when (e.Message.Contains("shutting down", StringComparison.Ordinal))
        {
            // The server's own refusal, which it gives to whatever comes while it shuts down.
            return ActionOutcome.NotSent;
        }
        catch (Exception e)
        {
            _violations.Enqueue($"action {key}: {e.GetType().Name}: {e.Message}");
            return null;
        }
    }
}
