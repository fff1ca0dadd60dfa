using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ListTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("start")]
    [InlineData("Start")]
    [InlineData("START")]
    public async Task A_list_begins_with_start_in_any_case_and_ends_with_Complete(string start)
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("CoreShowChannels");
        _line.Peer.Answer(action, "EventList: " + start, "Message: Channels will follow");
        _line.Peer.Item(action, "Event: CoreShowChannel", "Channel: SIP/1");
        _line.Peer.Item(action, "Event: CoreShowChannel", "Channel: SIP/2");
        _line.Peer.Item(action, "Event: CoreShowChannelsComplete", "EventList: Complete", "ListItems: 2");

        Assert.Equal(["SIP/1", "SIP/2"], (await items.InTime()).Select(item => item.GetHeader("Channel")));
        await _line.Ping();
    }

    [Theory]
    [InlineData("VoicemailUserEntryComplete", "Complete")]
    [InlineData("PeerlistComplete", "Complete")]
    [InlineData("SomethingElse", "complete")]
    public async Task The_closing_event_is_known_by_its_mark_and_not_by_its_name(string name, string mark)
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("VoicemailUsersList");
        _line.Peer.Answer(action, "EventList: start", "Message: Voicemail user list will follow");
        _line.Peer.Item(action, "Event: VoicemailUserEntry", "VoiceMailbox: 1");
        _line.Peer.Item(action, "Event: " + name, "EventList: " + mark, "ListItems: 1");

        Assert.Equal(["1"], (await items.InTime()).Select(item => item.GetHeader("VoiceMailbox")));
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("Cancelled")]
    public async Task A_list_that_the_server_breaks_off_is_an_error_and_never_looks_complete(string mark)
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("Status");
        _line.Peer.Answer(action, "EventList: start", "Message: Channel status will follow");
        _line.Peer.Item(action, "Event: Status", "Channel: SIP/1");
        _line.Peer.Item(action, "Event: StatusComplete", "EventList: " + mark, "Message: Out of memory", "ListItems: 1");

        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, items.InTime());

        Assert.Contains("Out of memory", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task An_item_whose_name_ends_in_Complete_does_not_end_a_list_that_announced_its_end()
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("Some");
        _line.Peer.Answer(action, "EventList: start", "Message: Things will follow");
        _line.Peer.Item(action, "Event: ThingComplete", "Number: 1");
        _line.Peer.Item(action, "Event: ThingComplete", "Number: 2");
        _line.Peer.Item(action, "Event: ThingListComplete", "EventList: Complete", "ListItems: 2");

        Assert.Equal(2, (await items.InTime()).Length);
    }

    [Fact]
    public async Task A_list_may_be_empty()
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("BridgeList");
        _line.Peer.AnswerList(action, "BridgeList");

        Assert.Empty(await items.InTime());
    }

    [Fact]
    public async Task An_error_instead_of_a_list_is_an_error()
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("DBGet");
        _line.Peer.Refuse(action, "Database entry not found");

        AmiException e = await Fails.With(AmiErrorCode.NotFound, items.InTime());
        Assert.Contains("Database entry not found", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task An_answer_that_is_no_list_has_no_items()
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("QueueAdd");
        _line.Peer.Answer(action, "Message: Added interface to queue");

        Assert.Empty(await items.InTime());
    }

    [Fact]
    public async Task A_list_that_only_says_will_follow_ends_with_an_event_named_Complete()
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("FAXSessions");
        _line.Peer.Answer(action, "Message: FAXSessionsEntry event list will follow");
        _line.Peer.Item(action, "Event: FAXSessionsEntry", "SessionNumber: 1");
        _line.Peer.Item(action, "Event: FAXSessionsEntry", "SessionNumber: 2");
        _line.Peer.Item(action, "Event: FAXSessionsComplete", "Total: 2");

        Assert.Equal(["1", "2"], (await items.InTime()).Select(item => item.GetHeader("SessionNumber")));
    }

    [Theory]
    [InlineData("FAXStats")]
    [InlineData("FAXSession")]
    public async Task One_event_that_will_follow_is_a_list_of_one(string name)
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList(name);
        _line.Peer.Answer(action, "Message: " + name + " event will follow");
        _line.Peer.Item(action, "Event: " + name, "CompletedFAXes: 3");

        Assert.Equal(["3"], (await items.InTime()).Select(item => item.GetHeader("CompletedFAXes")));
    }

    [Fact]
    public async Task Items_of_two_lists_may_interleave_and_each_list_gets_its_own()
    {
        Task<AmiMessage[]> ones = Ask("One");
        FakeAction one = _line.Peer.Expect("One");
        Task<AmiMessage[]> twos = Ask("Two");
        FakeAction two = _line.Peer.Expect("Two");
        _line.Peer.Answer(two, "EventList: start", "Message: Twos will follow");
        _line.Peer.Answer(one, "EventList: start", "Message: Ones will follow");
        for (int i = 0; i < 50; i++)
        {
            string number = i.ToString(CultureInfo.InvariantCulture);
            _line.Peer.Item(one, "Event: Item", "Of: one", "Number: " + number);
            _line.Peer.Item(two, "Event: Item", "Of: two", "Number: " + number);
            _line.Peer.Send("Event: Hangup", "Privilege: call,all");
        }

        _line.Peer.Item(one, "Event: Done", "EventList: Complete");
        _line.Peer.Item(two, "Event: Item", "Of: two", "Number: 50");
        _line.Peer.Item(two, "Event: Done", "EventList: Complete");

        Assert.Equal(Numbers("one", 50), (await ones.InTime()).Select(OfAndNumber));
        Assert.Equal(Numbers("two", 51), (await twos.InTime()).Select(OfAndNumber));

        Task<AmiMessage[]> Ask(string name) =>
            Limit.Run(() => _line.Session.InvokeList(new AmiAction(name), Limit.Token).ToArray());
    }

    [Fact]
    public void Items_come_while_the_list_is_still_open()
    {
        using IEnumerator<AmiMessage> items = _line.Session.InvokeList(new AmiAction("Some"), Limit.Token).GetEnumerator();
        Task server = Limit.Run(() =>
        {
            FakeAction action = _line.Peer.Expect("Some");
            _line.Peer.Answer(action, "EventList: start", "Message: Things will follow");
            _line.Peer.Item(action, "Event: Thing", "Number: 1");
        });

        Assert.True(items.MoveNext());
        Assert.Equal("1", items.Current.GetHeader("Number"));
        Assert.NotNull(server);
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_items_are_asked_for()
    {
        IEnumerable<AmiMessage> items = _line.Session.InvokeList(new AmiAction("Some"), Limit.Token);

        await _line.Ping();

        Assert.NotNull(items);
    }

    [Fact]
    public async Task A_list_of_many_items_is_not_capped()
    {
        const int Many = 20_000;
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("CoreShowChannels");
        _line.Peer.Answer(action, "EventList: start", "Message: Channels will follow");
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < Many; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"Event: CoreShowChannel\r\nActionID: {action.Id}\r\nUniqueid: {i}\r\n\r\n");
        }

        _line.Peer.SendText(text.ToString());
        _line.Peer.Item(action, "Event: CoreShowChannelsComplete", "EventList: Complete", "ListItems: 20000");

        Assert.Equal(
            Enumerable.Range(0, Many).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            (await items.InTime()).Select(item => item.GetHeader("Uniqueid")));
    }

    [Fact]
    public void The_items_of_a_list_are_no_events_for_subscriptions()
    {
        using AmiSubscription events = _line.Session.Subscribe();
        Task<AmiMessage[]> items = Limit.Run(() => _line.Session.InvokeList(new AmiAction("Some"), Limit.Token).ToArray());
        _line.Peer.AnswerList(_line.Peer.Expect("Some"), "Things", ["Event: Thing"], ["Event: Thing"]);
        _line.Peer.Send("Event: Hangup", "Privilege: call,all");

        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("Hangup", message.EventName);
        Assert.NotNull(items);
    }

    [Fact]
    public async Task A_connection_cut_in_the_middle_of_a_list_gives_what_came_and_then_fails()
    {
        (FakeAction action, Task<List<string?>> came, Task<AmiException> failed) = Collect();
        _line.Peer.Answer(action, "EventList: start", "Message: Channels will follow");
        _line.Peer.Item(action, "Event: CoreShowChannel", "Channel: SIP/1");
        _line.Peer.Item(action, "Event: CoreShowChannel", "Channel: SIP/2");
        _line.Peer.SendText("Event: CoreShowChannel\r\nActionID: " + action.Id + "\r\nChannel: SI");
        _line.Peer.Dispose();

        Assert.Equal(AmiErrorCode.ConnectionLost, (await failed.InTime()).Code);
        Assert.Equal(["SIP/1", "SIP/2"], await came.InTime());

        (FakeAction, Task<List<string?>>, Task<AmiException>) Collect()
        {
            var channels = new List<string?>();
            Task<AmiException> failure = Limit.Run(() => Assert.Throws<AmiException>(() =>
            {
                foreach (AmiMessage item in _line.Session.InvokeList(new AmiAction("CoreShowChannels"), Limit.Token))
                {
                    channels.Add(item.GetHeader("Channel"));
                }
            }));
            return (_line.Peer.Expect("CoreShowChannels"), failure.ContinueWith(_ => channels, TaskScheduler.Default), failure);
        }
    }

    [Fact]
    public async Task A_list_that_stops_without_its_end_times_out_and_the_session_goes_on()
    {
        Task<AmiMessage[]> items = Limit.Run(() => _line.Session.InvokeList(
            new AmiAction("Some") { Timeout = TimeSpan.FromMilliseconds(200) }, Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("Some");
        _line.Peer.Answer(action, "EventList: start", "Message: Things will follow");

        AmiException e = await Fails.With(AmiErrorCode.Timeout, items.InTime());
        Assert.Contains("Some", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task A_list_given_up_half_way_leaves_the_session_usable()
    {
        Task<AmiMessage> first = Limit.Run(() => _line.Session.InvokeList(new AmiAction("Some"), Limit.Token).First());
        FakeAction action = _line.Peer.Expect("Some");
        _line.Peer.Answer(action, "EventList: start", "Message: Things will follow");
        _line.Peer.Item(action, "Event: Thing", "Number: 1");
        Assert.Equal("1", (await first.InTime()).GetHeader("Number"));

        _line.Peer.Item(action, "Event: Thing", "Number: 2");
        _line.Peer.Item(action, "Event: ThingsComplete", "EventList: Complete");

        await _line.Ping();
    }

    [Fact]
    public async Task The_rest_of_a_list_given_up_half_way_is_no_event()
    {
        using AmiSubscription events = _line.Session.Subscribe();
        Task<AmiMessage> first = Limit.Run(() => _line.Session.InvokeList(new AmiAction("Some"), Limit.Token).First());
        FakeAction action = _line.Peer.Expect("Some");
        _line.Peer.Answer(action, "EventList: start", "Message: Things will follow");
        _line.Peer.Item(action, "Event: Thing", "Number: 1");
        await first.InTime();

        _line.Peer.Item(action, "Event: Thing", "Number: 2");
        _line.Peer.Item(action, "Event: ThingsComplete", "EventList: Complete");
        _line.Peer.Send("Event: Hangup", "Privilege: call,all");

        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("Hangup", message.EventName);
    }

    [Fact]
    public async Task A_list_that_begins_after_its_time_is_no_event_either()
    {
        using AmiSubscription events = _line.Session.Subscribe();
        Task<AmiMessage[]> items = Limit.Run(() => _line.Session.InvokeList(
            new AmiAction("Some") { Timeout = TimeSpan.FromMilliseconds(100) }, Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("Some");
        await Fails.With(AmiErrorCode.Timeout, items.InTime());

        _line.Peer.AnswerList(action, "Things", ["Event: Thing"], ["Event: Thing"]);
        _line.Peer.Send("Event: Hangup", "Privilege: call,all");

        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("Hangup", message.EventName);
        await _line.Ping();
    }

    [Fact]
    public async Task Every_item_knows_the_session_it_came_from()
    {
        (FakeAction action, Task<AmiMessage[]> items) = _line.SendList("Some");
        _line.Peer.AnswerList(action, "Things", ["Event: Thing"]);

        Assert.Same(_line.Session, Assert.Single(await items.InTime()).Source);
    }

    [Fact]
    public async Task An_answer_whose_kind_is_not_known_beforehand_tells_whether_it_is_a_list()
    {
        Task<AmiAnswer> asking = Limit.Run(() => _line.Session.Ask(new AmiAction("Some"), Limit.Token));
        _line.Peer.AnswerList(_line.Peer.Expect("Some"), "Things", ["Event: Thing"]);
        AmiAnswer list = await asking.InTime();
        Assert.True(list.IsList);
        Assert.Single(list.Items(Limit.Token));

        asking = Limit.Run(() => _line.Session.Ask(new AmiAction("Other"), Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("Other"), "Message: done");
        AmiAnswer single = await asking.InTime();
        Assert.False(single.IsList);
        Assert.Equal("done", single.Message.GetHeader("Message"));
        Assert.Empty(single.Items(Limit.Token));
    }

    private static string OfAndNumber(AmiMessage item) => item.GetHeader("Of") + " " + item.GetHeader("Number");

    private static IEnumerable<string> Numbers(string of, int count) =>
        Enumerable.Range(0, count).Select(i => of + " " + i.ToString(CultureInfo.InvariantCulture));
}
