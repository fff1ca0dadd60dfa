using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>
/// A server with numbered events and an observer, and for each fault a session under test with a check of its stream and
/// a load of actions.
/// </summary>
internal sealed class FaultRig : IDisposable
{
    internal const string UserName = "admin";
    internal const string Secret = "admin-test-secret";

    private const int EventsPerSecond = 200;
    private const int ActionsPerSecond = 20;
    private const int SteadyEvents = 20;
    private const int SteadyActions = 2;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private readonly SerialSource _source;
    private readonly KeyObserver _observer;

    internal FaultRig(int serverPort)
    {
        _source = new SerialSource(serverPort, EventsPerSecond);
        _observer = new KeyObserver(serverPort);
    }

    /// <summary>Strikes a session again and again, and sees what becomes of it.</summary>
    /// <param name="name">The fault's name.</param>
    /// <param name="times">How often to strike.</param>
    /// <param name="port">Where the session connects.</param>
    /// <param name="strike">Does it; returns when it is over.</param>
    /// <param name="losesConnection">Whether the session must lose its connection each time, or must not.</param>
    /// <param name="change">Changes the session's options.</param>
    /// <param name="open">Opens the session in another way.</param>
    internal FaultRow Run(
        string name,
        int times,
        int port,
        Action<int, AmiSession> strike,
        bool losesConnection = true,
        Action<AmiConnectOptions>? change = null,
        Func<AmiConnectOptions, AmiSession>? open = null)
    {
        var row = new FaultRow(name);
        AmiConnectOptions options = Options(port);
        change?.Invoke(options);
        using AmiSession session = open is null ? AmiSession.Connect(options) : open(options);
        using var check = new StreamCheck(session);
        using (var load = new ActionLoad(session, ActionsPerSecond))
        {
            for (int i = 0; i < times && row.Violations.Count == 0; i++)
            {
                row.Tried++;
                if (StrikeOnce(row, session, check, load, () => strike(i, session), losesConnection))
                {
                    row.Survived++;
                }
            }

            row.Require(Steady(session, check, load), "the session is not steady at the end");
            load.Dispose();
            Settle(row, check, load);
        }

        return row;
    }

    internal static AmiConnectOptions Options(int port) => new(UserName, Secret)
    {
        ComputerName = "127.0.0.1",
        Port = port,
        Reconnect = true,
    };

    public void Dispose()
    {
        _source.Dispose();
        _observer.Dispose();
    }

    internal static bool Until(Func<bool> condition) => Until(condition, _patience);

    internal static bool Until(Func<bool> condition, TimeSpan patience)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(begin) > patience)
            {
                return false;
            }

            Thread.Sleep(5);
        }

        return true;
    }

    private static bool StrikeOnce(FaultRow row, AmiSession session, StreamCheck check, ActionLoad load, Action strike, bool losesConnection)
    {
        if (!Steady(session, check, load))
        {
            row.Violations.Add($"the session was not steady before the strike: {session.State} {session.StateReason}");
            return false;
        }

        int reconnects = session.Reconnects;
        strike();
        bool isBack = Until(() => session.State == AmiSessionState.Connected && (!losesConnection || session.Reconnects > reconnects))
            && Steady(session, check, load);
        row.Require(isBack, $"the session did not come back: {session.State} {session.StateReason}");
        row.Require(losesConnection || session.Reconnects == reconnects, $"the session lost its connection: {string.Join("; ", check.Reasons)}");
        return isBack;
    }

    /// <summary>Waits until events flow and actions succeed.</summary>
    private static bool Steady(AmiSession session, StreamCheck check, ActionLoad load)
    {
        int events = check.Seen + SteadyEvents;
        int actions = load.Done + SteadyActions;
        return Until(() => session.State == AmiSessionState.Connected && check.Seen >= events && load.Done >= actions);
    }

    private void Settle(FaultRow row, StreamCheck check, ActionLoad load)
    {
        long last = _source.Last;
        row.Require(Until(() => check.Last >= last && _observer.LastSerial >= last), "the last events did not come");
        var taken = _source.Taken(check.First, last);
        row.Events = taken.Count;
        row.EventsLost = check.Missing(taken);
        row.Recovered.AddRange(check.Gaps);
        row.Violations.AddRange(check.Violations);
        row.Violations.AddRange(load.Violations);
        row.Note = string.Join("; ", check.Reasons.Select(Cause).Distinct());
        foreach (KeyedAction action in load.Actions)
        {
            Judge(row, action);
        }
    }

    private void Judge(FaultRow row, KeyedAction action)
    {
        int count = _observer.Count(action.Key);
        row.Actions++;
        row.ActionsUndecided += action.Outcome is ActionOutcome.Lost or ActionOutcome.TimedOut ? 1 : 0;
        row.ActionsNotSent += action.Outcome == ActionOutcome.NotSent ? 1 : 0;
        row.Duplicates += count > 1 ? 1 : 0;
        row.Require(count <= 1, $"action {action.Key} was done {count} times");
        row.Require(count == 0 || action.Outcome != ActionOutcome.NotSent, $"action {action.Key} was done, though the session says that it was not sent");
        row.Require(
            count > 0 || action.Outcome != ActionOutcome.Done || _observer.WasBlind(action.From, action.To),
            $"action {action.Key} was not done, though the session says so");
    }

    // "The connection to 127.0.0.1:24100 was lost: the cause. What to do."
    private static string Cause(string reason) => reason.Split("was lost: ")[^1].Split(". The session")[0];
}
