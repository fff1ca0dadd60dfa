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

    [Theory]
    [InlineData(600, 30, 30)]
    [InlineData(-10, 30, 20)]
    [InlineData(-600, 30, 0)]
    [InlineData(600, 0, 0)]
    public void The_time_after_a_call_is_no_longer_than_the_queues_whatever_the_servers_clock_says(int serverIsAhead, int wrapUp, int left)
    {
        var book = new QueueBook(null, null);
        book.Fill(
            [
                Wire.Message("Event: QueueParams", "Queue: sales"),
                Wire.Message(
                    "Event: QueueMember", "Queue: sales", "Name: Agent One", "Location: Local/agent1@agents", "Status: 1",
                    $"Wrapuptime: {wrapUp}", $"LastCall: {_begin.ToUnixTimeSeconds() + serverIsAhead}"),
            ],
            _begin);
        Assert.Equal(left > 0 ? (1, 0) : (0, 1), Members(book.Snapshot(_begin).Single()));
        Assert.Equal(left > 0 ? _begin.AddSeconds(left) : null, book.Due);
        book.Tick(_begin.AddSeconds(left), []);
        Assert.Equal((0, 1), Members(book.Snapshot(_begin.AddSeconds(left)).Single()));

        static (int WrapUp, int Available) Members(AmiQueueActivity queue) => (queue.WrapUp, queue.Available);
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

    [Fact]
    public void Counts_begin_anew_at_the_moment_that_was_asked_for()
    {
        QueueBook book = Queues(restart: _begin.AddSeconds(100));
        Answer(book, "1.1", wait: 30, talk: 10);
        Answer(book, "1.2", wait: 2, talk: 10, isOver: false);
        Apply(book, 50, "Event: QueueCallerAbandon", "Queue: sales", "Uniqueid: 1.3");
        AmiQueueActivity before = book.Snapshot(_begin.AddSeconds(99)).Single();
        Assert.Equal((2, 1, 1, 50.0, _begin.LocalDateTime), (before.Answered, before.Completed, before.Abandoned, before.ServiceLevelPercent, before.Since));
        Assert.Equal(_begin.AddSeconds(100), book.Due);
        var changes = new List<AmiQueueActivity>();
        book.Tick(_begin.AddSeconds(100), changes);
        AmiQueueActivity anew = Assert.Single(changes);
        Assert.Equal((1, 0, 0, (double?)null, _begin.AddSeconds(100).LocalDateTime), (anew.Answered, anew.Completed, anew.Abandoned, anew.ServiceLevelPercent, anew.Since));
        Assert.Null(book.Due);
        Assert.Null(anew.AverageTalk);

        // A gap adds what the server counted since then, and not what was counted before.
        Refill(book, completed: 17 + 1 + 3, abandoned: 3 + 1 + 2);
        AmiQueueActivity after = book.Snapshot(_begin.AddSeconds(200)).Single();
        Assert.Equal((3, 2), (after.Completed, after.Abandoned));
    }

    [Fact]
    public void Counts_go_on_from_what_the_server_has_counted_since_its_reset()
    {
        var book = new QueueBook(null, null, sinceReset: true);
        Refill(book, completed: 8, abandoned: 3, inTime: 75);
        Answer(book, "1.1", wait: 30, talk: 10);
        AmiQueueActivity queue = book.Snapshot(_begin).Single();
        Assert.Equal((9, 9, 3), (queue.Answered, queue.Completed, queue.Abandoned));
        Assert.Equal(100.0 * 6 / 9, queue.ServiceLevelPercent);
        Assert.Equal(TimeSpan.FromSeconds(30), queue.AverageWait);
        Assert.Null(queue.Since);

        // The server's share is that of its own service level: of another nothing is known before it is seen.
        book = new QueueBook(null, TimeSpan.FromSeconds(60), sinceReset: true);
        Refill(book, completed: 8, abandoned: 3, inTime: 75);
        Assert.Null(book.Snapshot(_begin).Single().ServiceLevelPercent);
        Answer(book, "1.1", wait: 30, talk: 10);
        Assert.Equal(100, book.Snapshot(_begin).Single().ServiceLevelPercent);
    }

    [Fact]
    public void Events_that_come_behind_a_list_which_has_counted_them_count_once()
    {
        QueueBook queues = Queues();
        AgentBook agents = Agents();
        Both("Event: QueueCallerJoin", "Queue: sales", "Uniqueid: 1.1");
        Both("Event: AgentConnect", "Queue: sales", "Uniqueid: 1.2", "Interface: Local/agent1@agents", "MemberName: Agent One", "HoldTime: 0");
        AmiMessage[] list = List(completed: 17 + 1, abandoned: 3 + 1, taken: 5 + 1);
        queues.Fill(list, _begin);
        queues.Settle(list, _begin, []);
        agents.Fill(list, _begin);
        agents.Settle(list, _begin, []);
        Assert.Equal((1, 1), (queues.Snapshot(_begin).Single().Completed, queues.Snapshot(_begin).Single().Abandoned));
        Both("Event: QueueCallerAbandon", "Queue: sales", "Uniqueid: 1.1");
        Both("Event: AgentComplete", "Queue: sales", "Uniqueid: 1.2", "Interface: Local/agent1@agents", "MemberName: Agent One", "TalkTime: 7");
        AmiQueueActivity queue = queues.Snapshot(_begin).Single();
        Assert.Equal((1, 1, TimeSpan.FromSeconds(7)), (queue.Completed, queue.Abandoned, queue.AverageTalk));
        Assert.Equal((1, AmiAgentState.Available), (One(agents, 0).CallsTaken, One(agents, 0).State));

        // The same caller comes again.
        Both("Event: QueueCallerJoin", "Queue: sales", "Uniqueid: 1.1");
        Both("Event: QueueCallerAbandon", "Queue: sales", "Uniqueid: 1.1");
        Assert.Equal(2, queues.Snapshot(_begin).Single().Abandoned);

        void Both(params string[] lines)
        {
            Apply(queues, 0, lines);
            Apply(agents, 0, lines);
        }
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

    private static void Answer(QueueBook book, string call, int wait, int talk, bool isOver = true)
    {
        Apply(book, 0, "Event: AgentConnect", "Queue: sales", "Uniqueid: " + call, "Interface: Local/agent1@agents", "MemberName: Agent One", $"HoldTime: {wait}");
        if (isOver)
        {
            Apply(book, talk, "Event: AgentComplete", "Queue: sales", "Uniqueid: " + call, "Interface: Local/agent1@agents", "MemberName: Agent One", $"TalkTime: {talk}");
        }
    }

    private static QueueBook Queues(string name = "sales", TimeSpan? serviceLevel = null, DateTimeOffset? restart = null)
    {
        var book = new QueueBook(null, serviceLevel, restart);
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

    private static void Refill(QueueBook book, int completed, int abandoned, int inTime = 0)
    {
        AmiMessage[] list = List(completed: completed, abandoned: abandoned, inTime: inTime);
        book.Fill(list, _begin);
        book.Settle(list, _begin, []);
    }

    private static void Apply<T>(FloorBook<T> book, int second, params string[] lines) => book.Apply(Wire.Message(lines), _begin.AddSeconds(second), []);

    private static AmiMessage[] List(string queue = "sales", int completed = 17, int abandoned = 3, int wrapUp = 0, bool inCall = false, int taken = 5, int inTime = 0) =>
    [
        Wire.Message("Event: QueueParams", "Queue: " + queue, $"Completed: {completed}", $"Abandoned: {abandoned}", "ServiceLevel: 20", $"ServicelevelPerf: {inTime}.0"),
        Wire.Message(
            "Event: QueueMember", "Queue: " + queue, "Name: Agent One", "Location: Local/agent1@agents", "Status: 1", "Paused: 0",
            $"CallsTaken: {taken}", $"InCall: {(inCall ? 1 : 0)}", $"Wrapuptime: {wrapUp}", "LastCall: 0"),
        Wire.Message(
            "Event: QueueMember", "Queue: " + queue, "Name: Agent Two", "Location: Local/agent2@agents", "Status: 1", "Paused: 0", "CallsTaken: 0",
            "InCall: 0", "Wrapuptime: 0", "LastCall: 0"),
    ];
}
