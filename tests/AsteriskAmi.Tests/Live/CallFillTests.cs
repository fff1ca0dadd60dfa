using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Calls;
using AsteriskAmi.Live;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Live;

public sealed class CallFillTests
{
    private static readonly DateTimeOffset _begin = RecordedCalls.Begin;
    private readonly CallBook _book = new(null);
    private readonly List<AmiCall> _changes = [];

    [Fact]
    public void Channels_that_are_there_already_are_calls_by_their_Linkedid()
    {
        Fill([Channel("PJSIP/1-1", "1.1", "1.1", "Up", bridge: "b1"), Channel("PJSIP/2-2", "1.2", "1.1", "Up", bridge: "b1"), Channel("PJSIP/3-3", "1.3", "1.3", "Ring")]);
        IReadOnlyList<AmiCall> calls = _book.Snapshot(_begin);
        Assert.Equal(2, calls.Count);
        Assert.Equal(2, calls.Single(call => call.Id == "1.1").LegCount);
        Assert.Equal(AmiCallState.Up, calls.Single(call => call.Id == "1.1").State);
        Assert.Equal(AmiCallState.Dialling, calls.Single(call => call.Id == "1.3").State);
        Assert.All(calls, call => Assert.False(call.IsComplete));
        Assert.All(calls, call => Assert.Equal(TimeSpan.FromSeconds(75), call.Duration));
    }

    [Fact]
    public void Queues_parking_spaces_and_conferences_are_known_from_the_lists()
    {
        Fill(
            [
                Channel("PJSIP/1-1", "1.1", "1.1", "Up"),
                Channel("PJSIP/2-2", "1.2", "1.2", "Up", bridge: "lot"),
                Channel("PJSIP/3-3", "1.3", "1.3", "Up", bridge: "room", application: "ConfBridge", data: "sales-room,default"),
                Channel("PJSIP/4-4", "1.4", "1.4", "Ringing"),
            ],
            new() { ["1.1"] = "support" },
            new() { ["1.2"] = "701" });
        Dictionary<string, AmiCall> calls = _book.Snapshot(_begin).ToDictionary(call => call.Id);
        Assert.Equal((AmiCallState.InQueue, "support"), (calls["1.1"].State, calls["1.1"].Queue));
        Assert.Equal((AmiCallState.Parked, "701"), (calls["1.2"].State, calls["1.2"].ParkingSpace));
        Assert.Equal((AmiCallState.InConference, "sales-room"), (calls["1.3"].State, calls["1.3"].Conference));
        Assert.Equal(AmiCallState.Ringing, calls["1.4"].State);
    }

    [Fact]
    public void A_call_that_ended_unseen_is_told_with_what_is_known_of_it()
    {
        Fill([Channel("PJSIP/1-1", "1.1", "1.1", "Up", bridge: "b1"), Channel("PJSIP/2-2", "1.2", "1.1", "Up", bridge: "b1"), Channel("PJSIP/3-3", "1.3", "1.3", "Ringing")]);
        _changes.Clear();
        Fill([]);
        Assert.Equal(AmiCallResult.Answered, Assert.Single(_changes, call => call.Id == "1.1").Outcome);
        Assert.Equal(AmiCallResult.Unknown, Assert.Single(_changes, call => call.Id == "1.3").Outcome);
        Assert.Empty(_book.Snapshot(_begin));
    }

    [Fact]
    public void A_call_that_was_answered_unseen_is_up_and_answered_by_then()
    {
        Apply("Event: Newchannel", "Channel: PJSIP/1-1", "ChannelStateDesc: Ring", "Exten: 100", "Uniqueid: 1.1", "Linkedid: 1.1");
        Fill([Channel("PJSIP/1-1", "1.1", "1.1", "Up", bridge: "b1"), Channel("PJSIP/2-2", "1.2", "1.1", "Up", bridge: "b1")]);
        AmiCall call = Assert.Single(_book.Snapshot(_begin));
        Assert.Equal(AmiCallState.Up, call.State);
        Assert.NotNull(call.Answer);
        Assert.False(call.IsComplete);
        Assert.Equal("100", call.To);
    }

    [Fact]
    public void How_a_caller_left_a_queue_or_a_parking_lot_unseen_is_not_known()
    {
        AmiMessage[] channels = [Channel("PJSIP/1-1", "1.1", "1.1", "Up"), Channel("Local/agent@x-1;1", "2.1", "1.1", "Ringing"), Channel("PJSIP/3-3", "1.3", "1.3", "Up")];
        Fill(channels, new() { ["1.1"] = "sales" }, new() { ["1.3"] = "701" });

        // One caller is gone and a telephone still rings; the other has left its place.
        Fill(channels[1..]);
        Fill([]);
        Assert.Equal(AmiCallResult.Unknown, _changes.Last(call => call.Id == "1.1").Outcome);
        Assert.Equal(AmiCallResult.Unknown, _changes.Last(call => call.Id == "1.3").Outcome);
    }

    [Fact]
    public void A_caller_who_left_a_queue_unseen_and_then_hangs_up_has_no_known_outcome()
    {
        AmiMessage caller = Channel("PJSIP/1-1", "1.1", "1.1", "Up");
        Fill([caller], new() { ["1.1"] = "sales" });
        Fill([caller]);
        Apply("Event: Hangup", "Channel: PJSIP/1-1", "ChannelStateDesc: Up", "Uniqueid: 1.1", "Linkedid: 1.1", "Cause: 16", "Cause-txt: Normal Clearing");
        Assert.Equal(AmiCallResult.Unknown, _changes.Last().Outcome);
    }

    [Fact]
    public void Calls_that_were_connected_unseen_become_one_with_both_halves_of_a_Local_channel()
    {
        Fill([
            Channel("Local/701@parkedcalls-1;1", "2.1", "2.1", "Up"),
            Channel("Local/701@parkedcalls-1;2", "2.2", "1.1", "Up", bridge: "b1"),
            Channel("PJSIP/1-1", "1.1", "1.1", "Up", bridge: "b1"),
        ]);
        AmiCall call = Assert.Single(_book.Snapshot(_begin));
        Assert.Equal("1.1", call.Id);
        Assert.Equal(3, call.LegCount);
    }

    [Fact]
    public void A_leg_whose_hangup_was_seen_is_not_taken_from_a_list_that_is_a_moment_older()
    {
        Apply("Event: Newchannel", "Channel: PJSIP/1-1", "ChannelStateDesc: Ring", "Exten: 100", "Uniqueid: 1.1", "Linkedid: 1.1");
        Apply("Event: Hangup", "Channel: PJSIP/1-1", "ChannelStateDesc: Ring", "Uniqueid: 1.1", "Linkedid: 1.1", "Cause: 16", "Cause-txt: Normal Clearing");
        Fill([Channel("PJSIP/1-1", "1.1", "1.1", "Ring")]);
        Assert.Empty(_book.Snapshot(_begin));
    }

    private void Apply(params string[] lines) => _book.Apply(Wire.Message(lines), _begin, _changes);

    private void Fill(AmiMessage[] channels, Dictionary<string, string>? queues = null, Dictionary<string, string>? spaces = null) =>
        _book.Fill(new CallLists(channels.Select(item => new AmiChannel(item, null!)).ToArray(), queues ?? [], spaces ?? []), _begin, _changes);

    private static AmiMessage Channel(string name, string uniqueid, string linkedid, string state, string bridge = "", string application = "", string data = "") =>
        Wire.Message(
            "Event: CoreShowChannel", "Channel: " + name, "ChannelStateDesc: " + state, "CallerIDNum: 5550100", "Exten: 100", "Uniqueid: " + uniqueid,
            "Linkedid: " + linkedid, "Application: " + application, "ApplicationData: " + data, "Duration: 00:01:15", "BridgeId: " + bridge);
}
