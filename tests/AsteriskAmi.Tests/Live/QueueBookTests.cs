using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Live;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Live;

public sealed class QueueBookTests
{
    private static readonly DateTimeOffset _begin = RecordedCalls.Begin;

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_call_that_a_member_takes_is_waiting_then_answered_then_completed(string branch)
    {
        QueueBook book = Queues();
        List<AmiQueueActivity> changes = RecordedCalls.Play(book, branch, "queue");
        Assert.Equal(1, changes[0].Waiting);
        Assert.Contains(changes, queue => queue is { Waiting: 0, Talking: 1, Answered: 1, Completed: 0 });
        AmiQueueActivity last = changes.Last();
        Assert.Equal((0, 1, 1, 0, 0), (last.Waiting, last.Answered, last.Completed, last.Abandoned, last.Left));
        Assert.Equal(TimeSpan.FromSeconds(1), last.AverageWait);
        Assert.Equal(100, last.ServiceLevelPercent);
        Assert.Equal(2, last.Available);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_caller_who_hangs_up_is_abandoned_and_waits_no_more(string branch)
    {
        QueueBook book = Queues("support");
        AmiQueueActivity last = RecordedCalls.Play(book, branch, "queueabandoned").Last();
        Assert.Equal((0, 0, 1, 0), (last.Waiting, last.Answered, last.Abandoned, last.Left));
        Assert.Null(last.AverageWait);
        Assert.Null(last.ServiceLevelPercent);
    }

    [Fact]
    public void The_longest_wait_is_that_of_the_one_who_came_first()
    {
        QueueBook book = Queues();
        Apply(book, 0, "Event: QueueCallerJoin", "Queue: sales", "Uniqueid: 1.1");
        Apply(book, 5, "Event: QueueCallerJoin", "Queue: sales", "Uniqueid: 1.2");
        AmiQueueActivity queue = book.Snapshot(_begin.AddSeconds(7)).Single();
        Assert.Equal((2, TimeSpan.FromSeconds(7)), (queue.Waiting, queue.LongestWait));
        Apply(book, 8, "Event: QueueCallerLeave", "Queue: sales", "Uniqueid: 1.1");
        Assert.Equal(_begin.AddSeconds(8.5), book.Due);
        book.Tick(_begin.AddSeconds(9), []);
        Assert.Null(book.Due);
        queue = book.Snapshot(_begin.AddSeconds(9)).Single();
        Assert.Equal((1, TimeSpan.FromSeconds(4), 1), (queue.Waiting, queue.LongestWait, queue.Left));
    }

    [Fact]
    public void The_service_level_is_the_share_of_answers_within_the_time_given()
    {
        QueueBook book = Queues(serviceLevel: TimeSpan.FromSeconds(10));
        foreach (int wait in new[] { 1, 10, 11, 30 })
        {
            Apply(book, 0, "Event: QueueCallerJoin", "Queue: sales", "Uniqueid: 1.1");
            Apply(book, wait, "Event: QueueCallerLeave", "Queue: sales", "Uniqueid: 1.1");
            Apply(book, wait, "Event: AgentConnect", "Queue: sales", "Uniqueid: 1.1", "Interface: Local/agent1@agents", "MemberName: Agent One", $"HoldTime: {wait}");
            Apply(book, wait + 1, "Event: AgentComplete", "Queue: sales", "Uniqueid: 1.1", "Interface: Local/agent1@agents", "MemberName: Agent One", "TalkTime: 60");
        }

        AmiQueueActivity queue = book.Snapshot(_begin).Single();
        Assert.Equal(50, queue.ServiceLevelPercent);
        Assert.Equal(TimeSpan.FromSeconds(13), queue.AverageWait);
        Assert.Equal(TimeSpan.FromMinutes(1), queue.AverageTalk);
        Assert.Equal((4, 4, 0), (queue.Answered, queue.Completed, queue.Left));
    }

    [Fact]
    public void What_the_server_counted_unseen_is_added_after_a_gap_and_nothing_twice()
    {
        QueueBook book = Queues();
        Apply(book, 0, "Event: QueueCallerJoin", "Queue: sales", "Uniqueid: 1.1");
        Apply(book, 1, "Event: QueueCallerAbandon", "Queue: sales", "Uniqueid: 1.1");
        Refill(book, completed: 17 + 2, abandoned: 3 + 1);
        AmiQueueActivity queue = book.Snapshot(_begin).Single();
        Assert.Equal((2, 1), (queue.Completed, queue.Abandoned));

        // The server's own counts were reset: ours go on.
        Refill(book, completed: 0, abandoned: 0);
        Refill(book, completed: 1, abandoned: 0);
        queue = book.Snapshot(_begin).Single();
        Assert.Equal((3, 1), (queue.Completed, queue.Abandoned));
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_member_rings_talks_and_is_available_again(string branch)
    {
        AgentBook book = Agents();
        List<AmiAgentActivity> one = RecordedCalls.Play(book, branch, "queue").Where(agent => agent.Name == "Agent One").ToList();
        Assert.Equal([AmiAgentState.Ringing, AmiAgentState.Talking, AmiAgentState.Available], one.Select(agent => agent.State));
        Assert.Equal(["5550100", "5550100", string.Empty], one.Select(agent => agent.Caller));
        Assert.Equal(1, one[^1].CallsTaken);
        Assert.InRange(one[^1].TalkTime.TotalSeconds, 1.5, 3);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void Members_who_rang_in_vain_ring_no_more_when_another_takes_the_call(string branch)
    {
        AgentBook book = Agents();
        RecordedCalls.Play(book, branch, "queuemany");
        AmiAgentActivity one = book.Snapshot(_begin).Single(agent => agent.Name == "Agent One");
        Assert.Equal(AmiAgentState.Available, one.State);
        Assert.Equal(0, one.CallsTaken);
        Assert.DoesNotContain(book.Snapshot(_begin), agent => agent.Interface == "Local/many@live");
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_pause_is_told_with_its_reason_and_its_time_and_a_removed_member_is_told_last(string branch)
    {
        AgentBook book = Agents();
        List<AmiAgentActivity> many = RecordedCalls.Play(book, branch, "pause").Where(agent => agent.Name == "Agent Many").ToList();
        Assert.Equal(
            [AmiAgentState.Available, AmiAgentState.Paused, AmiAgentState.Available, AmiAgentState.Removed],
            many.Select(agent => agent.State));
        Assert.Equal("lunch", many[1].PauseReason);
        Assert.InRange(many[2].PauseTime.TotalSeconds, 0.9, 1.5);
        Assert.Equal(["lunch"], many[2].PauseTimes.Keys);
    }

    [Fact]
    public void A_member_has_its_time_after_a_call_until_it_is_over()
    {
        AgentBook book = Agents(wrapUp: 10);
        var changes = new List<AmiAgentActivity>();
        Apply(book, 0, "Event: AgentConnect", "Queue: sales", "Uniqueid: 1.1", "Interface: Local/agent1@agents", "MemberName: Agent One", "HoldTime: 0");
        Apply(book, 5, "Event: AgentComplete", "Queue: sales", "Uniqueid: 1.1", "Interface: Local/agent1@agents", "MemberName: Agent One", "TalkTime: 5");
        Assert.Equal(AmiAgentState.WrapUp, One(book, 6).State);
        Assert.Equal(_begin.AddSeconds(15), book.Due);
        book.Tick(_begin.AddSeconds(14), changes);
        Assert.Empty(changes);
        book.Tick(_begin.AddSeconds(15), changes);
        Assert.Equal(AmiAgentState.Available, Assert.Single(changes).State);
        Assert.Equal(TimeSpan.FromSeconds(10), One(book, 20).WrapUpTime);
        Assert.Null(book.Due);
    }

    [Fact]
    public void A_member_who_was_connected_unseen_talks_to_somebody()
    {
        AgentBook book = Agents();
        var changes = new List<AmiAgentActivity>();
        AmiMessage[] list = List(inCall: true);
        book.Fill(list, _begin.AddSeconds(3));
        book.Settle(list, _begin.AddSeconds(3), changes);
        Assert.Equal((AmiAgentState.Talking, string.Empty), (One(book, 3).State, One(book, 3).Caller));
        list = List(inCall: false, taken: 6);
        book.Fill(list, _begin.AddSeconds(9));
        book.Settle(list, _begin.AddSeconds(9), changes);
        Assert.Equal(AmiAgentState.Available, One(book, 9).State);
        Assert.Equal(1, One(book, 9).CallsTaken);
        Assert.Equal(TimeSpan.FromSeconds(6), One(book, 9).TalkTime);
    }

    private static AmiAgentActivity One(AgentBook book, int second) => book.Snapshot(_begin.AddSeconds(second)).Single(agent => agent.Name == "Agent One");

    private static QueueBook Queues(string name = "sales", TimeSpan? serviceLevel = null)
    {
        var book = new QueueBook(null, serviceLevel);
        AmiMessage[] list = List(name);
        book.Fill(list, _begin);
        book.Settle(list, _begin, []);
        return book;
    }

    private static AgentBook Agents(int wrapUp = 0)
    {
        var book = new AgentBook(null);
        AmiMessage[] list = List(wrapUp: wrapUp);
        book.Fill(list, _begin);
        book.Settle(list, _begin, []);
        return book;
    }

    private static void Refill(QueueBook book, int completed, int abandoned)
    {
        AmiMessage[] list = List(completed: completed, abandoned: abandoned);
        book.Fill(list, _begin);
        book.Settle(list, _begin, []);
    }

    private static void Apply<T>(FloorBook<T> book, int second, params string[] lines) => book.Apply(Wire.Message(lines), _begin.AddSeconds(second), []);

    private static AmiMessage[] List(string queue = "sales", int completed = 17, int abandoned = 3, int wrapUp = 0, bool inCall = false, int taken = 5) =>
    [
        Wire.Message("Event: QueueParams", "Queue: " + queue, $"Completed: {completed}", $"Abandoned: {abandoned}", "ServiceLevel: 20"),
        Wire.Message(
            "Event: QueueMember", "Queue: " + queue, "Name: Agent One", "Location: Local/agent1@agents", "Status: 1", "Paused: 0",
            $"CallsTaken: {taken}", $"InCall: {(inCall ? 1 : 0)}", $"Wrapuptime: {wrapUp}", "LastCall: 0"),
        Wire.Message(
            "Event: QueueMember", "Queue: " + queue, "Name: Agent Two", "Location: Local/agent2@agents", "Status: 1", "Paused: 0", "CallsTaken: 0",
            "InCall: 0", "Wrapuptime: 0", "LastCall: 0"),
    ];
}
