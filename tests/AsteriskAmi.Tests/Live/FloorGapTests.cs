using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Live;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Live;

/// <summary>What queues and agents show after a gap in which something changed: what a model shows that begins only then.</summary>
public sealed class FloorGapTests
{
    private const string Caller = "Event: QueueEntry|Queue: sales|Position: 1|Uniqueid: 1.1|CallerIDNum: 5550100|Wait: 30";
    private const string Other = "Event: QueueEntry|Queue: sales|Position: 2|Uniqueid: 1.2|CallerIDNum: 5550200|Wait: 3";

    private static readonly string[] _idle = [Member()];

    public static TheoryData<string, string[], string[], AmiAgentState, string> Changes() => new()
    {
        { "a call began", _idle, [Member("InCall: 1")], AmiAgentState.Talking, "" },
        { "a call ended", [Member("InCall: 1")], [Member("CallsTaken: 1")], AmiAgentState.Available, "" },
        { "a call ended and another began", [Member("InCall: 1")], [Member("InCall: 1", "CallsTaken: 1")], AmiAgentState.Talking, "" },
        { "a call ended and the time after it runs", [Member("InCall: 1")], [Member("CallsTaken: 1", "Wrapuptime: 3600", LastCall(0))], AmiAgentState.WrapUp, "" },
        { "the time after a call ended", [Member("CallsTaken: 1", "Wrapuptime: 3600", LastCall(0))], [Member("CallsTaken: 1", "Wrapuptime: 60", LastCall(60))], AmiAgentState.Available, "" },
        { "a pause began", _idle, [Member("Paused: 1", "PausedReason: lunch")], AmiAgentState.Paused, "lunch" },
        { "a pause ended", [Member("Paused: 1", "PausedReason: lunch")], _idle, AmiAgentState.Available, "" },
        { "a pause got another reason", [Member("Paused: 1", "PausedReason: lunch")], [Member("Paused: 1", "PausedReason: training")], AmiAgentState.Paused, "training" },
        { "a telephone began to ring for one who waits", _idle, [Member("Status: 6"), Caller], AmiAgentState.Ringing, "" },
        { "a telephone ceased to ring", [Member("Status: 6"), Caller], [Member(), Caller], AmiAgentState.Available, "" },
        { "a telephone rings, and nobody waits any more", [Member("Status: 6"), Caller], [Member("Status: 6")], AmiAgentState.Busy, "" },
        { "a telephone was taken up", _idle, [Member("Status: 2")], AmiAgentState.Busy, "" },
        { "a telephone was lost", _idle, [Member("Status: 5")], AmiAgentState.Unavailable, "" },
        { "callers came", _idle, [Member(), Caller, Other], AmiAgentState.Available, "" },
        { "a caller went and another came", [Member(), Caller], [Member(), Other], AmiAgentState.Available, "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task What_changed_in_a_gap_is_shown_as_by_a_model_that_begins_then(string what, string[] before, string[] after, AmiAgentState state, string reason)
    {
        using Comeback comeback = Comeback.Open();
        using AmiLiveModel<AmiQueueActivity> queues = await Follow(comeback, () => comeback.Session.FollowQueues(cancellation: Limit.Token), before);
        using AmiLiveModel<AmiAgentActivity> agents = await Follow(comeback, () => comeback.Session.FollowAgents(cancellation: Limit.Token), before);
        comeback.Lose();
        comeback.Return();
        Answer(comeback, after, models: 2);
        using AmiLiveModel<AmiQueueActivity> freshQueues = await Follow(comeback, () => comeback.Session.FollowQueues(cancellation: Limit.Token), after);
        using AmiLiveModel<AmiAgentActivity> freshAgents = await Follow(comeback, () => comeback.Session.FollowAgents(cancellation: Limit.Token), after);
        Limit.Until(() => Shown(queues) == Shown(freshQueues), $"the queues are as they are after {what}");
        Limit.Until(() => Shown(agents) == Shown(freshAgents), $"the agents are as they are after {what}");
        AmiAgentActivity agent = Assert.Single(agents.Snapshot());
        Assert.Equal((state, reason), (agent.State, agent.PauseReason));
    }

    [Fact]
    public async Task A_member_who_took_another_call_in_a_gap_talks_to_nobody_known_and_its_calls_are_counted()
    {
        using Comeback comeback = Comeback.Open();
        using AmiLiveModel<AmiAgentActivity> agents = await Follow(comeback, () => comeback.Session.FollowAgents(cancellation: Limit.Token), _idle);
        comeback.Peer.Send("Event: AgentConnect", "Queue: sales", "Uniqueid: 1.1", "CallerIDNum: 5550100", "Interface: PJSIP/1", "MemberName: One", "HoldTime: 1");
        Limit.Until(() => agents.Snapshot()[0].Caller == "5550100", "the call was seen");
        comeback.Lose();
        comeback.Return();
        Answer(comeback, [Member("InCall: 1", "CallsTaken: 1")]);
        Limit.Until(() => agents.Snapshot()[0].CallsTaken == 1, "the call was counted");
        AmiAgentActivity agent = Assert.Single(agents.Snapshot());
        Assert.Equal((AmiAgentState.Talking, string.Empty), (agent.State, agent.Caller));
    }

    [Fact]
    public async Task Members_have_the_time_after_a_call_that_their_queue_gives_unless_they_have_their_own()
    {
        using Comeback comeback = Comeback.Open();
        Task<AmiLiveModel<AmiAgentActivity>> following = Limit.Run(() => comeback.Session.FollowAgents(cancellation: Limit.Token));
        Answer(comeback, [Member(), Member("Location: PJSIP/2", "Wrapuptime: 1", LastCall(60))], wrapUp: 3600);
        using AmiLiveModel<AmiAgentActivity> agents = await following;
        comeback.Peer.Send("Event: AgentConnect", "Queue: sales", "Uniqueid: 1.1", "CallerIDNum: 5550100", "Interface: PJSIP/1", "MemberName: One", "HoldTime: 1");
        comeback.Peer.Send("Event: AgentComplete", "Queue: sales", "Uniqueid: 1.1", "Interface: PJSIP/1", "MemberName: One", "TalkTime: 1");
        Limit.Until(() => agents.Snapshot().Single(agent => agent.Interface == "PJSIP/1").State == AmiAgentState.WrapUp, "the member has its time");
        Assert.Equal(AmiAgentState.Available, agents.Snapshot().Single(agent => agent.Interface == "PJSIP/2").State);

        // The configuration has changed, and the server no longer tells.
        comeback.Lose();
        comeback.Return();
        comeback.Peer.AnswerList(
            comeback.Peer.Expect("QueueStatus"),
            "QueueStatusComplete",
            ["Event: QueueParams", "Queue: sales", "Completed: 0", "Abandoned: 0", "ServiceLevel: 20"],
            Member("CallsTaken: 1", LastCall(0)).Split('|'));
        comeback.Peer.Refuse(comeback.Peer.Expect("Getvar"), "Permission denied");
        Limit.Until(() => agents.Snapshot() is [{ State: AmiAgentState.Available }], "the member is available");
    }

    [Fact]
    public async Task The_same_call_goes_on_with_its_caller_through_a_gap()
    {
        using Comeback comeback = Comeback.Open();
        using AmiLiveModel<AmiAgentActivity> agents = await Follow(comeback, () => comeback.Session.FollowAgents(cancellation: Limit.Token), _idle);
        comeback.Peer.Send("Event: AgentConnect", "Queue: sales", "Uniqueid: 1.1", "CallerIDNum: 5550100", "Interface: PJSIP/1", "MemberName: One", "HoldTime: 1");
        Limit.Until(() => agents.Snapshot()[0].State == AmiAgentState.Talking, "the call was seen");
        comeback.Lose();
        comeback.Return();
        Answer(comeback, [Member("InCall: 1", "Status: 2", "Paused: 1", "PausedReason: soon")]);
        Limit.Until(() => agents.Snapshot()[0].Paused, "the pause was seen");
        AmiAgentActivity agent = Assert.Single(agents.Snapshot());
        Assert.Equal((AmiAgentState.Talking, "5550100"), (agent.State, agent.Caller));
    }

    [Fact]
    public async Task A_telephone_that_rang_through_a_gap_rings_until_its_event_says_otherwise()
    {
        using Comeback comeback = Comeback.Open();
        using AmiLiveModel<AmiAgentActivity> agents = await Follow(comeback, () => comeback.Session.FollowAgents(cancellation: Limit.Token), _idle);
        comeback.Lose();
        comeback.Return();
        Answer(comeback, [Member("Status: 6"), Caller]);
        Limit.Until(() => agents.Snapshot()[0].State == AmiAgentState.Ringing, "the telephone rings");
        Assert.Equal("5550100", agents.Snapshot()[0].Caller);
        comeback.Peer.Send("Event: QueueMemberStatus", "Queue: sales", "MemberName: One", "Interface: PJSIP/1", "Status: 1", "Paused: 0");
        Limit.Until(() => agents.Snapshot()[0].State == AmiAgentState.Available, "the telephone rings no more");
        Assert.Equal(string.Empty, agents.Snapshot()[0].Caller);
    }

    private static async Task<AmiLiveModel<T>> Follow<T>(Comeback comeback, Func<AmiLiveModel<T>> follow, string[] items)
        where T : class
    {
        Task<AmiLiveModel<T>> following = Limit.Run(follow);
        Answer(comeback, items);
        return await following;
    }

    /// <summary>Answers what models ask, each for the queues and then for their times; two ask side by side.</summary>
    private static void Answer(Comeback comeback, string[] items, int wrapUp = 0, int models = 1)
    {
        for (int i = 0; i < 2 * models; i++)
        {
            FakeAction asked = comeback.Peer.Read()!;
            if (asked.Name == "QueueStatus")
            {
                string[][] list = [["Event: QueueParams", "Queue: sales", "Completed: 0", "Abandoned: 0", "ServiceLevel: 20"], .. items.Select(item => item.Split('|'))];
                comeback.Peer.AnswerList(asked, "QueueStatusComplete", list);
            }
            else
            {
                Assert.Equal(("Getvar", "AST_CONFIG(queues.conf,sales,wrapuptime)"), (asked.Name, asked.Value("Variable")));
                comeback.Peer.Answer(asked, $"Value: {wrapUp}");
            }
        }
    }

    private static string Shown(AmiLiveModel<AmiQueueActivity> model) => string.Join('\n', model.Snapshot().Select(queue =>
        $"{queue.Queue} {queue.Waiting} {queue.LongestWait.TotalSeconds >= 29} {queue.Available} {queue.Ringing} {queue.Talking} {queue.WrapUp} {queue.Paused} {queue.Busy} {queue.Unavailable}"));

    private static string Shown(AmiLiveModel<AmiAgentActivity> model) => string.Join('\n', model.Snapshot().Select(agent =>
        $"{agent.Queue} {agent.Interface} {agent.Name} {agent.State} {agent.Caller} {agent.Paused} {agent.PauseReason}"));

    private static string LastCall(int secondsAgo) => $"LastCall: {DateTimeOffset.UtcNow.ToUnixTimeSeconds() - secondsAgo}";

    private static string Member(params string[] headers)
    {
        var all = new Dictionary<string, string>
        {
            ["Event"] = "QueueMember", ["Queue"] = "sales", ["Name"] = "One", ["Location"] = "PJSIP/1", ["Status"] = "1", ["Paused"] = "0",
            ["CallsTaken"] = "0", ["InCall"] = "0", ["Wrapuptime"] = "0", ["LastCall"] = "0",
        };
        foreach (string header in headers)
        {
            string[] parts = header.Split(": ");
            all[parts[0]] = parts[1];
        }

        return string.Join('|', all.Select(header => $"{header.Key}: {header.Value}"));
    }
}
