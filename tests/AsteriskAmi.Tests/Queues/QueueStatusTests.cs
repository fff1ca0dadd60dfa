using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Queues;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Queues;

public sealed class QueueStatusTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_queue_has_what_its_item_says()
    {
        AmiQueue queue = Assert.Single(await Ask(
        [
            "Event: QueueParams",
            "Queue: sales",
            "Max: 50",
            "Strategy: rrmemory",
            "Calls: 2",
            "Holdtime: 75",
            "TalkTime: 130",
            "Completed: 17",
            "Abandoned: 3",
            "ServiceLevel: 60",
            "ServicelevelPerf: 66.7",
            "ServicelevelPerf2: 100.0",
            "Weight: 1",
        ]));

        Assert.Equal("sales", queue.Name);
        Assert.Equal("rrmemory", queue.Strategy);
        Assert.Equal(2, queue.Calls);
        Assert.Equal(TimeSpan.FromSeconds(75), queue.HoldTime);
        Assert.Equal(TimeSpan.FromSeconds(130), queue.TalkTime);
        Assert.Equal(17, queue.Completed);
        Assert.Equal(3, queue.Abandoned);
        Assert.Equal(TimeSpan.FromSeconds(60), queue.ServiceLevel);
        Assert.Equal(66.7, queue.ServiceLevelPercent);
        Assert.Empty(queue.Members);
        Assert.Empty(queue.Callers);
        Assert.Same(_line.Session, queue.Session);
        Assert.Equal("sales", queue.ToString());
    }

    [Fact]
    public async Task A_member_has_what_its_item_says()
    {
        AmiQueueMember member = Assert.Single(Assert.Single(await Ask(
            Params("sales"),
            [
                "Event: QueueMember",
                "Queue: sales",
                "Name: Agent One",
                "Location: Local/agent1@agents",
                "StateInterface: Custom:agent1",
                "Membership: static",
                "Penalty: 5",
                "CallsTaken: 12",
                "LastCall: 1795338748",
                "LastPause: 1795338664",
                "LoginTime: 1795338544",
                "InCall: 1",
                "Status: 2",
                "Paused: 1",
                "PausedReason: Lunch",
                "Wrapuptime: 0",
            ])).Members);

        Assert.Equal("sales", member.Queue);
        Assert.Equal("Agent One", member.Name);
        Assert.Equal("Local/agent1@agents", member.Interface);
        Assert.Equal("Custom:agent1", member.StateInterface);
        Assert.Equal("static", member.Membership);
        Assert.Equal(5, member.Penalty);
        Assert.Equal(12, member.CallsTaken);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795338748).LocalDateTime, member.LastCall);
        Assert.True(member.InCall);
        Assert.Equal(AmiDeviceState.InUse, member.Status);
        Assert.True(member.Paused);
        Assert.Equal("Lunch", member.PausedReason);
        Assert.Same(_line.Session, member.Session);
        Assert.Equal("Agent One", member.ToString());
    }

    [Fact]
    public async Task A_member_that_never_had_a_call_has_no_last_call()
    {
        AmiQueueMember member = Assert.Single(Assert.Single(await Ask(
            Params("sales"),
            ["Event: QueueMember", "Queue: sales", "Name: A", "Location: SIP/1", "LastCall: 0", "InCall: 0", "Paused: 0", "Status: 1"])).Members);

        Assert.Null(member.LastCall);
        Assert.False(member.InCall);
        Assert.False(member.Paused);
    }

    [Theory]
    [InlineData("0", AmiDeviceState.Unknown)]
    [InlineData("1", AmiDeviceState.NotInUse)]
    [InlineData("2", AmiDeviceState.InUse)]
    [InlineData("3", AmiDeviceState.Busy)]
    [InlineData("4", AmiDeviceState.Invalid)]
    [InlineData("5", AmiDeviceState.Unavailable)]
    [InlineData("6", AmiDeviceState.Ringing)]
    [InlineData("7", AmiDeviceState.RingInUse)]
    [InlineData("8", AmiDeviceState.OnHold)]
    [InlineData("", AmiDeviceState.Unknown)]
    public void The_status_of_a_member_is_a_device_state(string status, AmiDeviceState state)
    {
        var member = new AmiQueueMember(Wire.Message("Event: QueueMember", "Status: " + status), _line.Session);

        Assert.Equal(state, member.Status);
    }

    [Fact]
    public void A_member_of_an_older_server_has_its_interface_under_another_name()
    {
        var member = new AmiQueueMember(Wire.Message("Event: QueueMember", "Name: A", "Interface: SIP/1"), _line.Session);

        Assert.Equal("SIP/1", member.Interface);
    }

    [Fact]
    public async Task A_caller_has_what_its_item_says()
    {
        AmiQueueCaller caller = Assert.Single(Assert.Single(await Ask(
            Params("support"),
            [
                "Event: QueueEntry",
                "Queue: support",
                "Position: 1",
                "Channel: Local/queue@test-00000032;2",
                "Uniqueid: qs1-2",
                "CallerIDNum: 0301234",
                "CallerIDName: Jürgen",
                "ConnectedLineNum: 100",
                "ConnectedLineName: Desk",
                "Wait: 95",
                "Priority: 2",
            ])).Callers);

        Assert.Equal("support", caller.Queue);
        Assert.Equal(1, caller.Position);
        Assert.Equal("Local/queue@test-00000032;2", caller.Channel);
        Assert.Equal("qs1-2", caller.Uniqueid);
        Assert.Equal("0301234", caller.CallerIdNumber);
        Assert.Equal("Jürgen", caller.CallerIdName);
        Assert.Equal("100", caller.ConnectedLineNumber);
        Assert.Equal("Desk", caller.ConnectedLineName);
        Assert.Equal(TimeSpan.FromSeconds(95), caller.Wait);
        Assert.Equal(2, caller.Priority);
        Assert.Same(_line.Session, caller.Session);
        Assert.Equal("Local/queue@test-00000032;2", caller.ToString());
    }

    [Fact]
    public async Task Members_and_callers_go_to_their_own_queues_in_whatever_order_the_items_come()
    {
        IReadOnlyList<AmiQueue> queues = await Ask(
            Entry("sales", "SIP/c1"),
            Params("support"),
            Member("sales", "S1"),
            Member("support", "T1"),
            Params("sales"),
            Entry("support", "SIP/c2"),
            Member("support", "T2"),
            Entry("sales", "SIP/c3"),
            Params("empty"),
            Member("sales", "S2"));

        Assert.Equal(["support", "sales", "empty"], queues.Select(queue => queue.Name));
        Assert.Equal(["T1", "T2"], queues[0].Members.Select(member => member.Name));
        Assert.Equal(["S1", "S2"], queues[1].Members.Select(member => member.Name));
        Assert.Empty(queues[2].Members);
        Assert.Equal(["SIP/c2"], queues[0].Callers.Select(caller => caller.Channel));
        Assert.Equal(["SIP/c1", "SIP/c3"], queues[1].Callers.Select(caller => caller.Channel));
        Assert.Empty(queues[2].Callers);
    }

    [Fact]
    public async Task Items_nobody_knows_are_passed_over()
    {
        AmiQueue queue = Assert.Single(await Ask(
            Params("sales"), ["Event: QueueSomethingNew", "Queue: sales"], Member("sales", "A")));

        Assert.Single(queue.Members);
    }

    [Fact]
    public async Task One_queue_is_asked_for_by_name()
    {
        Task<IReadOnlyList<AmiQueue>> asking = Limit.Run(() => _line.Session.GetQueues("sales", Limit.Token));
        FakeAction action = _line.Peer.Expect("QueueStatus");
        _line.Peer.AnswerList(action, "QueueStatus", Params("sales"));

        Assert.Single(await asking.InTime());
        Assert.Equal(["Queue: sales"], action.Headers);
    }

    [Fact]
    public async Task A_server_without_queues_gives_none()
    {
        Assert.Empty(await Ask());
    }

    [Fact]
    public void Members_and_callers_are_flat_so_that_they_go_into_a_table()
    {
        Assert.All(
            typeof(AmiQueueMember).GetProperties().Concat(typeof(AmiQueueCaller).GetProperties()),
            property => Assert.False(
                property.PropertyType != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType),
                property.Name));
    }

    private static string[] Params(string queue) => ["Event: QueueParams", "Queue: " + queue, "Strategy: ringall"];

    private static string[] Member(string queue, string name) =>
        ["Event: QueueMember", "Queue: " + queue, "Name: " + name, "Location: Local/" + name, "Status: 1"];

    private static string[] Entry(string queue, string channel) =>
        ["Event: QueueEntry", "Queue: " + queue, "Position: 1", "Channel: " + channel];

    private async Task<IReadOnlyList<AmiQueue>> Ask(params string[][] items)
    {
        Task<IReadOnlyList<AmiQueue>> asking = Limit.Run(() => _line.Session.GetQueues(null, Limit.Token));
        FakeAction action = _line.Peer.Expect("QueueStatus");
        Assert.Empty(action.Headers);
        _line.Peer.AnswerList(action, "QueueStatus", items);
        return await asking.InTime();
    }
}
