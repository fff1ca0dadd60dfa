using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Live;

/// <summary>Makes calls of all kinds at a rate, and does in them what must be done from outside: transfers, pickups, taking back.</summary>
internal sealed class CallMaker
{
    private readonly AmiSession _session;
    private readonly int _sipPort;
    private readonly ConcurrentDictionary<string, CallKind> _kinds = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _done = new(StringComparer.Ordinal);

    internal CallMaker(AmiSession session, int sipPort)
    {
        _session = session;
        _sipPort = sipPort;
        foreach (string command in CallKinds.Commands(sipPort))
        {
            session.Invoke(new AmiAction("Command").Add("Command", command));
        }
    }

    /// <summary>Actions that the server refused.</summary>
    internal ConcurrentQueue<string> Refused { get; } = new();

    internal CallKind? KindOf(string id) => _kinds.TryGetValue(id, out CallKind? kind) ? kind : null;

    /// <summary>Begins a number of calls, one after the other.</summary>
    internal void Make(int count, int perSecond, CancellationToken stop)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < count && !stop.IsCancellationRequested; i++)
        {
            CallKind kind = CallKinds.All[i % CallKinds.All.Count];
            string id = string.Create(CultureInfo.InvariantCulture, $"live-{i}");
            _kinds[id] = kind;
            Originate(CallKinds.ChannelOf(kind, _sipPort), id, kind.Seconds, kind.TimeoutMilliseconds);
            TimeSpan ahead = TimeSpan.FromSeconds((double)(i + 1) / perSecond) - Stopwatch.GetElapsedTime(begin);
            if (ahead > TimeSpan.Zero)
            {
                Thread.Sleep(ahead);
            }
        }
    }

    /// <summary>Looks at an event and does what the call's kind wants then.</summary>
    internal void See(Dictionary<string, string> message)
    {
        string linkedid = message.GetValueOrDefault("Linkedid", message.GetValueOrDefault("ParkeeLinkedid", string.Empty));
        if (KindOf(linkedid) is not CallKind kind)
        {
            return;
        }

        string channel = message.GetValueOrDefault("Channel", string.Empty);
        string name = message["Event"];
        if (name == "BridgeEnter" && message["BridgeNumChannels"] == "2" && kind.Name == CallKinds.Blind && Once(linkedid, "transfer"))
        {
            // The caller's half is the one that enters last.
            Send(new AmiAction("BlindTransfer").Add("Channel", channel).Add("Context", "test").Add("Exten", "live-answer"));
        }
        else if (name == "BridgeEnter" && message["BridgeNumChannels"] == "1" && kind.Name == CallKinds.Attended && channel.StartsWith("Local/answer@test", StringComparison.Ordinal) && Once(linkedid, "transfer"))
        {
            Later(1000, () => Send(new AmiAction("Atxfer").Add("Channel", channel).Add("Context", "test").Add("Exten", "100")));
        }
        else if (name == "BridgeEnter" && message["BridgeNumChannels"] == "2" && kind.Name == CallKinds.Attended && channel.StartsWith("Local/answer@test", StringComparison.Ordinal) && Once(linkedid, "complete"))
        {
            Later(500, () => Send(new AmiAction("Hangup").Add("Channel", channel)));
        }
        else if (name == "ParkedCall" && kind.Name == CallKinds.Parked && Once(linkedid, "take back"))
        {
            string space = message["ParkingSpace"];
            Later(500, () => Originate($"Local/{space}@parkedcalls", linkedid + "-back", "1", 30_000));
        }
        else if (name == "DialState" && message["DialStatus"] == "RINGING" && message.ContainsKey("Uniqueid") && kind.Name == CallKinds.PickedUp && Once(linkedid, "pick up"))
        {
            Originate("Local/live-pick@test", linkedid + "-pick", "2", 30_000, "TARGET=" + message["DestChannel"]);
        }
    }

    private bool Once(string id, string what) => _done.TryAdd(id + what, true);

    private static void Later(int milliseconds, Action what) => Task.Delay(milliseconds).ContinueWith(_ => what(), TaskScheduler.Default);

    private void Originate(string channel, string id, string seconds, int timeout, string? variable = null) =>
        Send(new AmiAction("Originate")
            .Add("Channel", channel)
            .Add("ChannelId", id)
            .Add("OtherChannelId", id + "-2")
            .Add("Application", "Wait")
            .Add("Data", seconds)
            .Add("CallerID", "Proof <5550100>")
            .Add("Timeout", timeout.ToString(CultureInfo.InvariantCulture))
            .AddOptional("Variable", variable)
            .Add("Async", "true"));

    private void Send(AmiAction action) =>
        _session.InvokeAsync(action).ContinueWith(
            task => Refused.Enqueue($"{action}: {task.Exception!.InnerException!.Message}"),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
}
