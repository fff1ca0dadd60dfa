using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Calls;
using AsteriskAmi.Parking;
using AsteriskAmi.Protocol;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Live;

/// <summary>What happens in the gaps of <see cref="ResyncRun"/>. All calls are hung up after each.</summary>
internal sealed class ResyncRows
{
    private readonly AmiSession _session;
    private readonly ProofFloor _floor;
    private string _id = string.Empty;

    internal ResyncRows(AmiSession session, ProofFloor floor)
    {
        _session = session;
        _floor = floor;
    }

    internal IReadOnlyList<ResyncRow> All =>
    [
        new("a call began", Nothing, () => Call("answer", IsUp)),
        new("a call ended", () => Call("answer", IsUp), End),
        new("a call was answered", () => Call("delayed-answer", IsThere), () => Await(IsUp)),
        new("a call ended and another began", () => Call("answer", IsUp), () => Then(End, () => Call("dial", IsConnected))),
        new("a call was parked", () => Call("answer", IsUp), () => Redirect("park", IsParked)),
        new("a parked call was taken back", () => Call("park", IsParked), TakeBack),
        new("a parked caller hung up", () => Call("park", IsParked), End),
        new("a conference was joined", () => Call("answer", IsUp), () => Redirect("live-conference", IsInConference)),
        new("a conference was left", () => Call("live-conference", IsInConference), () => Redirect("answer", () => !IsInConference())),
        new("a blind transfer", () => Call("live-transfer", IsConnected), Transfer),
        new("two calls were connected", () => Call("answer", IsUp), Connect),
        new("a caller came into a queue", Nothing, () => Call("queue-support", IsWaiting)),
        new("a caller gave up in a queue", () => Call("queue-support", IsWaiting), End),
        new("a member took a call", Nothing, () => Call(ProofFloor.Quick, IsTaken)),
        new("a member's call ended", () => Call(ProofFloor.Quick, IsTaken), End),
        new("a member's call ended and it took another", () => Call(ProofFloor.Quick, IsTaken), () => Then(End, () => Call(ProofFloor.Quick, IsTaken))),
        new("a member's call ended and its time after it runs", () => Call(ProofFloor.Slow, IsTaken), End),
        new("a member paused, with a reason", Nothing, () => Pause("lunch"), () => Pause(null)),
        new("a pause got another reason", () => Pause("lunch"), () => Pause("training"), () => Pause(null)),
        new("a pause ended", () => Pause("lunch"), () => Pause(null)),
        new("a telephone began to ring while a caller waits", RingFor, () => Device("RINGING", 6), () => Device("NOT_INUSE", 1)),
        new("a telephone ceased to ring", () => Then(RingFor, () => Device("RINGING", 6)), () => Device("NOT_INUSE", 1)),
        new("a telephone was lost", Nothing, () => Device("UNAVAILABLE", 5), () => Device("NOT_INUSE", 1)),
        new("a member was added", Nothing, () => Member("QueueAdd", true)),
        new("a member was removed", Nothing, () => Member("QueueRemove", false)),
        new("the statistics were reset", () => Call(ProofFloor.Quick, IsTaken), _floor.Reset),
    ];

    private static void Nothing()
    {
        // The row begins with an idle server.
    }

    private static void Then(Action first, Action second)
    {
        first();
        second();
    }

    private void Call(string extension, Func<bool> until)
    {
        _id = _floor.Originate(extension);
        Await(until);
    }

    private void Await(Func<bool> condition) => ProofFloor.Must(condition, $"the server does what {_id} is for");

    private void End()
    {
        _floor.HangUp(_id);
        Await(() => Channels().Length == 0);
    }

    private void Redirect(string extension, Func<bool> until)
    {
        _session.Invoke(new AmiAction("Redirect").Add("Channel", Channels().Single(channel => channel.Uniqueid == _id + "-2").Name)
            .Add("Context", "test").Add("Exten", extension).Add("Priority", "1"));
        Await(until);
    }

    private void TakeBack()
    {
        string space = _session.GetParkedCalls().Single(call => call.Uniqueid == _id + "-2").ParkingSpace;
        _floor.OriginateIn($"{space}@parkedcalls");
        Await(() => !IsParked());
        Await(() => _session.GetChannels().Count(channel => channel.BridgeId.Length > 0) == 2);
    }

    private void Transfer()
    {
        AmiChannel channel = Channels().First(other => other.BridgeId.Length > 0 && other.Uniqueid == _id + "-2");
        _session.Invoke(new AmiAction("BlindTransfer").Add("Channel", channel.Name).Add("Context", "test").Add("Exten", "echo"));
        Await(() => _session.GetChannels().Any(other => other.Application == "Echo"));
        Await(() => _session.GetChannels().All(other => other.BridgeId.Length == 0));
    }

    private void Connect()
    {
        string first = Channels().Single(channel => channel.Uniqueid == _id + "-2").Name;
        string other = _floor.Originate("music");
        ProofFloor.Must(() => _session.GetChannels().Any(channel => channel.Uniqueid == other + "-2" && channel.Application == "MusicOnHold"), "the other call is up");
        _session.Invoke(new AmiAction("Bridge").Add("Channel1", first).Add("Channel2", _session.GetChannels().Single(channel => channel.Uniqueid == other + "-2").Name));
        Await(() => _session.GetChannels().Count(channel => channel.BridgeId.Length > 0) == 2);
    }

    /// <summary>One caller waits for a queue whose other telephones are busy.</summary>
    private void RingFor()
    {
        _floor.Queue(ProofFloor.Quick, 5);
        ProofFloor.Must(() => _floor.Status(ProofFloor.Quick) is { Calls: 1 } queue && queue.Members.Count(member => member.InCall) == 4, "one caller waits");
    }

    private void Pause(string? reason)
    {
        _floor.Pause(reason);
        ProofFloor.Must(() => Player().Paused == reason is not null && Player().PausedReason == (reason ?? string.Empty), "the pause is known");
    }

    private void Device(string state, int status)
    {
        _floor.SetDevice(state);
        ProofFloor.Must(() => (int)Player().Status == status, "the state is known");
    }

    private void Member(string action, bool isThere)
    {
        _session.Invoke(new AmiAction(action).Add("Queue", ProofFloor.Quick).Add("Interface", "Local/guest@test"));
        ProofFloor.Must(() => _floor.Status(ProofFloor.Quick).Members.Any(member => member.Interface == "Local/guest@test") == isThere, "the member is known");
    }

    private AmiQueueMember Player() => _floor.Status(ProofFloor.Quick).Members.Single(member => member.Interface == ProofFloor.Player);

    private AmiChannel[] Channels() => _session.GetChannels().Where(channel => channel.Linkedid == _id).ToArray();

    private bool IsThere() => Channels().Length > 0;

    private bool IsUp() => Channels() is { Length: > 0 } channels && channels.All(channel => channel.State == "Up");

    private bool IsConnected() => Channels().Count(channel => channel.BridgeId.Length > 0) >= 2;

    private bool IsParked() => _session.GetParkedCalls().Any(call => call.Uniqueid == _id + "-2");

    private bool IsInConference() => Channels().Any(channel => channel.Application == "ConfBridge" && channel.BridgeId.Length > 0);

    private bool IsWaiting() => _session.GetQueues().Any(queue => queue.Callers.Any(caller => caller.Uniqueid == _id + "-2"));

    private bool IsTaken() => IsConnected() && _session.GetQueues().Any(queue => queue.Members.Any(member => member.InCall));
}
