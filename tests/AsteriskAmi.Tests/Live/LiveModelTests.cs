using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Live;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Live;

public sealed class LiveModelTests
{
    [Fact]
    public async Task A_model_begins_with_the_servers_lists_and_goes_on_by_events()
    {
        using Line line = Line.Open();
        using AmiLiveModel<AmiCall> model = await Follow(line.Session, line.Peer, Channel("PJSIP/1-1", "1.1", "Ring"));
        Assert.Equal(AmiCallState.Dialling, Assert.Single(model.Snapshot()).State);
        line.Peer.Send("Event: Newstate", "Channel: PJSIP/1-1", "ChannelStateDesc: Up", "Uniqueid: 1.1", "Linkedid: 1.1");
        Assert.Equal(AmiCallState.Up, Next(model).Item!.State);
        line.Peer.Send("Event: Hangup", "Channel: PJSIP/1-1", "ChannelStateDesc: Up", "Uniqueid: 1.1", "Linkedid: 1.1", "Cause: 16", "Cause-txt: Normal Clearing");
        AmiCall ended = Next(model).Item!;
        Assert.Equal((AmiCallState.Ended, AmiCallResult.Answered), (ended.State, ended.Outcome));
        Assert.Same(line.Session, ended.Session);
        Assert.Empty(model.Snapshot());
    }

    [Fact]
    public async Task After_a_gap_the_server_is_asked_again_and_what_ended_unseen_is_told()
    {
        using Comeback comeback = Comeback.Open();
        using AmiLiveModel<AmiCall> model = await Follow(
            comeback.Session, comeback.Peer, Channel("PJSIP/1-1", "1.1", "Up"), Channel("PJSIP/2-2", "1.2", "Up"));
        comeback.Lose();
        Assert.Contains("not seen", Next(model).Note, StringComparison.Ordinal);
        comeback.Return();
        AnswerLists(comeback.Peer, Channel("PJSIP/2-2", "1.2", "Up"), Channel("PJSIP/3-3", "1.3", "Ringing"));
        Assert.Contains("seen again", Next(model).Note, StringComparison.Ordinal);
        AmiCall[] changes = [Next(model).Item!, Next(model).Item!];
        Assert.Equal(AmiCallState.Ended, changes.Single(call => call.Id == "1.1").State);
        Assert.Equal(AmiCallState.Ringing, changes.Single(call => call.Id == "1.3").State);
        Assert.Equal(["1.2", "1.3"], model.Snapshot().Select(call => call.Id).Order());
        Assert.All(model.Snapshot(), call => Assert.False(call.IsComplete));
    }

    [Fact]
    public async Task A_connection_that_is_lost_again_while_the_lists_are_read_is_waited_for_again()
    {
        using Comeback comeback = Comeback.Open();
        using AmiLiveModel<AmiCall> model = await Follow(comeback.Session, comeback.Peer);
        comeback.Lose();
        comeback.Return();
        comeback.Peer.Expect("ParkedCalls");
        comeback.Lose();
        comeback.Return();
        AnswerLists(comeback.Peer, Channel("PJSIP/1-1", "1.1", "Up"));
        var notes = new List<string>();
        AmiCall? call = null;
        while (call is null)
        {
            AmiLiveChange<AmiCall> change = Next(model);
            notes.AddRange(change.Note is null ? [] : [change.Note]);
            call = change.Item;
        }

        Assert.Equal("1.1", call.Id);
        Assert.Equal(4, notes.Count);
    }

    [Fact]
    public async Task When_events_were_lost_the_server_is_asked_again()
    {
        using Comeback comeback = Comeback.Open();
        Task<AmiLiveModel<AmiCall>> following = Limit.Run(() => AmiLiveModel<AmiCall>.Start(
            comeback.Session, new CallBook(comeback.Session), 100, Limit.Token, eventCapacity: 2));
        AnswerLists(comeback.Peer);
        using AmiLiveModel<AmiCall> model = await following;
        comeback.Lose();
        comeback.Return();

        // While it reads the lists, more events come than may wait.
        FakeAction parked = comeback.Peer.Expect("ParkedCalls");
        for (int i = 1; i <= 5; i++)
        {
            comeback.Peer.Send("Event: Newchannel", $"Channel: PJSIP/{i}-{i}", "ChannelStateDesc: Ring", $"Uniqueid: 1.{i}", $"Linkedid: 1.{i}", "Exten: 100");
        }

        comeback.Peer.AnswerList(parked, "ParkedCallsComplete");
        comeback.Peer.AnswerList(comeback.Peer.Expect("QueueStatus"), "QueueStatusComplete");
        comeback.Peer.AnswerList(comeback.Peer.Expect("CoreShowChannels"), "CoreShowChannelsComplete");
        AnswerLists(comeback.Peer, [.. Enumerable.Range(1, 5).Select(i => Channel($"PJSIP/{i}-{i}", $"1.{i}", "Ring"))]);
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        var notes = new List<string>();
        while (ids.Count < 5)
        {
            AmiLiveChange<AmiCall> change = Next(model);
            notes.AddRange(change.Note is null ? [] : [change.Note]);
            ids.UnionWith(change.Item is null ? [] : [change.Item.Id]);
        }

        Assert.Contains(notes, note => note.Contains("3 events were lost", StringComparison.Ordinal));
        Assert.Equal(5, model.Snapshot().Count);
    }

    [Theory]
    [InlineData("Invalid/unknown command: CoreShowChannels. Use Action: ListCommands to show available commands.")]
    [InlineData("Permission denied")]
    public async Task A_server_that_has_not_loaded_its_modules_yet_is_asked_again_until_it_answers(string refusal)
    {
        using Comeback comeback = Comeback.Open();
        using AmiLiveModel<AmiCall> model = await Follow(comeback.Session, comeback.Peer, Channel("PJSIP/1-1", "1.1", "Up"));
        comeback.Lose();
        comeback.Return();
        RefuseLists(comeback.Peer, refusal);
        RefuseLists(comeback.Peer, refusal);

        AnswerLists(comeback.Peer, Channel("PJSIP/2-2", "1.2", "Up"));
        var notes = new List<string>();
        var ids = new List<string>();
        while (ids.Count < 2)
        {
            AmiLiveChange<AmiCall> change = Next(model);
            notes.AddRange(change.Note is null ? [] : [change.Note]);
            ids.AddRange(change.Item is null ? [] : [change.Item.Id]);
        }

        Assert.Equal(["1.1", "1.2"], ids.Order());
        Assert.Single(notes, note => note.Contains("asked again", StringComparison.Ordinal));
        Assert.Equal("1.2", Assert.Single(model.Snapshot()).Id);
    }

    [Fact]
    public async Task A_server_that_refuses_again_later_is_told_of_again()
    {
        using Comeback comeback = Comeback.Open();
        Task<AmiLiveModel<AmiCall>> following = Limit.Run(() => AmiLiveModel<AmiCall>.Start(
            comeback.Session, new CallBook(comeback.Session), 100, Limit.Token, eventCapacity: 2));
        AnswerLists(comeback.Peer);
        using AmiLiveModel<AmiCall> model = await following;
        comeback.Lose();
        comeback.Return();
        RefuseLists(comeback.Peer);

        // While it answers, events are lost, for which it is asked once more.
        FakeAction asked = comeback.Peer.Expect("ParkedCalls");
        for (int i = 1; i <= 5; i++)
        {
            comeback.Peer.Send("Event: Newchannel", $"Channel: PJSIP/{i}-{i}", "ChannelStateDesc: Ring", $"Uniqueid: 1.{i}", $"Linkedid: 1.{i}", "Exten: 100");
        }

        Limit.Until(() => comeback.Session.EventsLost > 0, "events were lost");
        comeback.Peer.AnswerList(asked, "ParkedCallsComplete");
        comeback.Peer.AnswerList(comeback.Peer.Expect("QueueStatus"), "QueueStatusComplete");
        comeback.Peer.AnswerList(comeback.Peer.Expect("CoreShowChannels"), "CoreShowChannelsComplete");
        RefuseLists(comeback.Peer);
        AnswerLists(comeback.Peer, Channel("PJSIP/9-9", "1.9", "Up"));
        int told = 0;
        AmiLiveChange<AmiCall> change;
        do
        {
            change = Next(model);
            told += change.Note?.Contains("asked again", StringComparison.Ordinal) == true ? 1 : 0;
        }
        while (change.Item?.Id != "1.9");

        Assert.Equal(2, told);
    }

    [Fact]
    public async Task A_model_outlasts_a_loss_of_the_connection_that_is_longer_than_an_action_waits()
    {
        using Comeback comeback = Comeback.Open(options => options.ActionTimeout = Limit.Short);
        Task<AmiLiveModel<AmiCall>> following = Limit.Run(() => AmiLiveModel<AmiCall>.Start(
            comeback.Session, new CallBook(comeback.Session), 100, Limit.Token, eventCapacity: 2));
        AnswerLists(comeback.Peer);
        using AmiLiveModel<AmiCall> model = await following;
        comeback.Lose();
        comeback.Return();

        // Events are lost, for which it asks the server, and then the connection is.
        comeback.Peer.Expect("ParkedCalls");
        for (int i = 1; i <= 5; i++)
        {
            comeback.Peer.Send("Event: Newchannel", $"Channel: PJSIP/{i}-{i}", "ChannelStateDesc: Ring", $"Uniqueid: 1.{i}", $"Linkedid: 1.{i}", "Exten: 100");
        }

        Limit.Until(() => comeback.Session.EventsLost > 0, "events were lost");
        comeback.Lose();
        AmiException failure = await Assert.ThrowsAsync<AmiException>(() => comeback.Invoke(new AmiAction("Ping")));
        Assert.Equal(AmiErrorCode.NotConnected, failure.Code);
        for (int i = 0; i < 2; i++)
        {
            while (!(Next(model).Note ?? string.Empty).Contains("not seen", StringComparison.Ordinal))
            {
                // The notes of what went before.
            }
        }

        Assert.False(model.TryTake(out _, Limit.Short * 2, Limit.Token));
        comeback.Return();
        AnswerLists(comeback.Peer, Channel("PJSIP/9-9", "1.9", "Up"));
        AmiLiveChange<AmiCall> change;
        do
        {
            change = Next(model);
        }
        while (change.Item?.Id != "1.9");
    }

    [Fact]
    public async Task A_model_ends_with_its_session_and_says_when_that_failed()
    {
        using Line line = Line.Open();
        using AmiLiveModel<AmiCall> model = await Follow(line.Session, line.Peer);
        line.Peer.Dispose();
        AmiException failure = await Assert.ThrowsAsync<AmiException>(() => Limit.Run(() => { Next(model); }));
        Assert.Equal(AmiErrorCode.ConnectionLost, failure.Code);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_or_stands_still_ends_no_model()
    {
        using Line line = Line.Open();
        var clock = new FakeTime();
        Task<AmiLiveModel<AmiQueueActivity>> following = Limit.Run(() => AmiLiveModel<AmiQueueActivity>.Start(
            line.Session, new QueueBook(line.Session, null), 100, Limit.Token, time: clock));
        line.Peer.AnswerList(line.Peer.Expect("QueueStatus"), "QueueStatusComplete", ["Event: QueueParams", "Queue: q"]);
        line.Peer.Refuse(line.Peer.Expect("Getvar"), "Permission denied");
        using AmiLiveModel<AmiQueueActivity> model = await following;

        // One who leaves may be answered within half a second, which this clock never shows to be over.
        line.Peer.Send("Event: QueueCallerJoin", "Queue: q", "Uniqueid: 1.1");
        line.Peer.Send("Event: QueueCallerLeave", "Queue: q", "Uniqueid: 1.1");
        Assert.True(model.TryTake(out AmiLiveChange<AmiQueueActivity> joined, Limit.Patience, Limit.Token));
        Assert.True(model.TryTake(out AmiLiveChange<AmiQueueActivity> left, Limit.Patience, Limit.Token));
        Assert.Equal((1, 0), (joined.Item!.Waiting, left.Item!.Waiting));
        Assert.False(model.TryTake(out _, Limit.Short, Limit.Token));
        line.Peer.Send("Event: QueueCallerAbandon", "Queue: q", "Uniqueid: 1.2");
        Assert.True(model.TryTake(out AmiLiveChange<AmiQueueActivity> abandoned, Limit.Patience, Limit.Token), "The model has ended.");
        Assert.Equal(1, abandoned.Item!.Abandoned);
    }

    [Fact]
    public async Task A_model_of_a_session_that_is_closed_ends_without_an_error()
    {
        using Line line = Line.Open();
        using AmiLiveModel<AmiCall> model = await Follow(line.Session, line.Peer);
        Task closing = Limit.Run(line.Session.Dispose);
        Assert.False(model.TryTake(out _, Limit.Patience, Limit.Token));
        line.Peer.Dispose();
        await closing;
    }

    [Fact]
    public async Task A_model_that_may_not_ask_says_so()
    {
        using Line line = Line.Open();
        Task<AmiLiveModel<AmiCall>> following = Limit.Run(() => line.Session.FollowCalls(cancellation: Limit.Token));
        line.Peer.AnswerList(line.Peer.Expect("ParkedCalls"), "ParkedCallsComplete");
        line.Peer.AnswerList(line.Peer.Expect("QueueStatus"), "QueueStatusComplete");
        line.Peer.Refuse(line.Peer.Expect("CoreShowChannels"), "Permission denied");
        AmiException failure = await Assert.ThrowsAsync<AmiException>(() => following);
        Assert.Equal(AmiErrorCode.PermissionDenied, failure.Code);
    }

    [Fact]
    public async Task Modules_that_a_server_does_not_have_are_not_missed()
    {
        using Line line = Line.Open();
        Task<IReadOnlyList<AmiCall>> calls = Limit.Run(() => line.Session.GetCalls(Limit.Token));
        line.Peer.Refuse(line.Peer.Expect("ParkedCalls"), "Invalid/unknown command: ParkedCalls. Use Action: ListCommands to show available commands.");
        line.Peer.Refuse(line.Peer.Expect("QueueStatus"), "Invalid/unknown command: QueueStatus. Use Action: ListCommands to show available commands.");
        line.Peer.AnswerList(line.Peer.Expect("CoreShowChannels"), "CoreShowChannelsComplete", Channel("PJSIP/1-1", "1.1", "Up"));
        Assert.Equal("1.1", Assert.Single(await calls).Id);
    }

    [Fact]
    public async Task A_slow_reader_is_told_how_many_changes_it_lost()
    {
        using Line line = Line.Open();
        Task<AmiLiveModel<AmiCall>> following = Limit.Run(() => line.Session.FollowCalls(2, Limit.Token));
        AnswerLists(line.Peer);
        using AmiLiveModel<AmiCall> model = await following;
        for (int i = 1; i <= 5; i++)
        {
            line.Peer.Send("Event: Newchannel", $"Channel: PJSIP/{i}-{i}", "ChannelStateDesc: Ring", $"Uniqueid: 1.{i}", $"Linkedid: 1.{i}", "Exten: 100");
        }

        Limit.Until(() => model.Lost == 3, "three changes were lost");
        Assert.StartsWith("3 changes were lost", Next(model).Note, StringComparison.Ordinal);
        Assert.Equal(["1.4", "1.5"], new[] { Next(model).Item!.Id, Next(model).Item!.Id });
        Assert.Equal(5, model.Snapshot().Count);
    }

    private static async Task<AmiLiveModel<AmiCall>> Follow(AmiSession session, FakePeer peer, params string[][] channels)
    {
        Task<AmiLiveModel<AmiCall>> following = Limit.Run(() => session.FollowCalls(cancellation: Limit.Token));
        AnswerLists(peer, channels);
        return await following;
    }

    private static void AnswerLists(FakePeer peer, params string[][] channels)
    {
        peer.AnswerList(peer.Expect("ParkedCalls"), "ParkedCallsComplete");
        peer.AnswerList(peer.Expect("QueueStatus"), "QueueStatusComplete");
        peer.AnswerList(peer.Expect("CoreShowChannels"), "CoreShowChannelsComplete", channels);
    }

    private static void RefuseLists(FakePeer peer, string refusal = "Permission denied")
    {
        foreach (string name in (string[])["ParkedCalls", "QueueStatus", "CoreShowChannels"])
        {
            peer.Refuse(peer.Expect(name), refusal);
        }
    }

    private static string[] Channel(string name, string id, string state) =>
        ["Event: CoreShowChannel", "Channel: " + name, "ChannelStateDesc: " + state, "Uniqueid: " + id, "Linkedid: " + id, "Duration: 00:00:05", "BridgeId: "];

    private static AmiLiveChange<AmiCall> Next(AmiLiveModel<AmiCall> model)
    {
        Assert.True(model.TryTake(out AmiLiveChange<AmiCall> change, Limit.Patience, Limit.Token), "No change came.");
        return change;
    }
}
