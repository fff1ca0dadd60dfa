using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Live;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Live;

public sealed class CallBookTests
{
    private static readonly DateTimeOffset _begin = RecordedCalls.Begin;

    public static TheoryData<string, string, AmiCallResult> Outcomes()
    {
        var data = new TheoryData<string, string, AmiCallResult>();
        foreach (string branch in new[] { "16", "22" })
        {
            data.Add(branch, "answered", AmiCallResult.Answered);
            data.Add(branch, "busy", AmiCallResult.Busy);
            data.Add(branch, "unanswered", AmiCallResult.NoAnswer);
            data.Add(branch, "dialled", AmiCallResult.Answered);
            data.Add(branch, "dialledbusy", AmiCallResult.Busy);
            data.Add(branch, "queue", AmiCallResult.Answered);
            data.Add(branch, "queuemany", AmiCallResult.Answered);
            data.Add(branch, "queueabandoned", AmiCallResult.Abandoned);
            data.Add(branch, "parkabandoned", AmiCallResult.Abandoned);
            data.Add(branch, "conference", AmiCallResult.Answered);
            data.Add(branch, "blind", AmiCallResult.Answered);
            data.Add(branch, "attended", AmiCallResult.Answered);
            data.Add(branch, "redirect", AmiCallResult.Answered);
            data.Add(branch, "recorded", AmiCallResult.Answered);
            data.Add(branch, "cancelled", AmiCallResult.Abandoned);
            data.Add(branch, "rangout", AmiCallResult.NoAnswer);
            data.Add(branch, "refusedbusy", AmiCallResult.Busy);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void A_call_is_told_once_with_what_became_of_it_and_then_forgotten(string branch, string kind, AmiCallResult outcome)
    {
        var book = new CallBook(null);
        AmiCall ended = Assert.Single(RecordedCalls.Play(book, branch, kind), call => call.State == AmiCallState.Ended);
        Assert.Equal(outcome, ended.Outcome);
        Assert.True(ended.IsComplete);
        Assert.Equal("5550100", ended.From);
        Assert.Empty(ended.Legs);
        Assert.Equal(ended.Duration, ended.WaitTime + ended.TalkTime);
        Assert.Equal(ended.End, ended.Start + ended.Duration);
        Assert.Empty(book.Snapshot(_begin));
        Assert.Equal(0, book.LegCount);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_call_that_rings_out_rang_and_was_not_answered(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "unanswered");
        Assert.Equal([AmiCallState.Dialling, AmiCallState.Ringing, AmiCallState.Ended], States(changes));
        AmiCall ended = changes.Last();
        Assert.Null(ended.Answer);
        Assert.Equal(TimeSpan.Zero, ended.TalkTime);
        Assert.InRange(ended.WaitTime.TotalSeconds, 1.9, 2.5);
        Assert.Equal("noanswer", ended.To);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_dialled_call_knows_who_answered_and_why_it_ended(string branch)
    {
        AmiCall ended = RecordedCalls.Play(new CallBook(null), branch, "dialled").Last();
        Assert.StartsWith("Local/answer@test-", ended.AnsweredBy, StringComparison.Ordinal);
        Assert.Equal(16, ended.Cause);
        Assert.Equal("Normal Clearing", ended.CauseText);
        Assert.NotNull(ended.Answer);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_busy_call_has_the_cause_that_any_of_its_legs_gives(string branch)
    {
        AmiCall ended = RecordedCalls.Play(new CallBook(null), branch, "busy").Last();
        Assert.Equal(17, ended.Cause);
        Assert.Null(ended.Answer);
    }

    [Theory]
    [InlineData("16", "queue", "Agent One")]
    [InlineData("22", "queue", "Agent One")]
    [InlineData("16", "queuemany", "Local/many@live")]
    [InlineData("22", "queuemany", "Local/many@live")]
    public void A_call_waits_in_a_queue_until_one_of_the_members_who_ring_takes_it(string branch, string kind, string member)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, kind);
        Assert.Contains(AmiCallState.InQueue, States(changes));
        Assert.Equal(AmiCallState.Up, changes[^2].State);
        AmiCall ended = changes.Last();
        Assert.Equal("sales", ended.Queue);
        Assert.Equal(member, ended.AnsweredBy);
        Assert.True(ended.WaitTime > TimeSpan.FromMilliseconds(200));
        Assert.True(ended.TalkTime > TimeSpan.FromMilliseconds(800));
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void Members_who_do_not_answer_are_not_the_outcome_of_an_abandoned_call(string branch)
    {
        AmiCall ended = RecordedCalls.Play(new CallBook(null), branch, "queueabandoned").Last();
        Assert.Equal(string.Empty, ended.AnsweredBy);
        Assert.Equal("support", ended.Queue);
        Assert.NotNull(ended.Answer);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_parked_call_is_joined_by_the_call_that_takes_it_back(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "takenback");
        AmiCall parked = Assert.Single(changes, call => call.State == AmiCallState.Ended && call.Outcome == AmiCallResult.Answered);
        AmiCall back = Assert.Single(changes, call => call.State == AmiCallState.Ended && call.Outcome == AmiCallResult.Joined);
        Assert.Equal(parked.Id, back.JoinedTo);
        Assert.Equal("701", parked.ParkingSpace);
        Assert.Equal(
            [AmiCallState.Dialling, AmiCallState.Up, AmiCallState.Parked, AmiCallState.Up, AmiCallState.Ended],
            States(changes.Where(call => call.Id == parked.Id)));
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_call_that_is_picked_up_is_joined_by_the_one_that_picks_it_up(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "pickup");
        AmiCall answered = Assert.Single(changes, call => call.State == AmiCallState.Ended && call.Outcome == AmiCallResult.Answered);
        AmiCall picker = Assert.Single(changes, call => call.State == AmiCallState.Ended && call.Outcome == AmiCallResult.Joined);
        Assert.Equal(answered.Id, picker.JoinedTo);
        Assert.Contains(AmiCallState.Ringing, States(changes.Where(call => call.Id == answered.Id)));
        Assert.StartsWith("Local/pick2@live-", answered.AnsweredBy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void Two_calls_whose_channels_are_bridged_become_one(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "bridged");
        Assert.Equal(2, changes.Count(call => call.State == AmiCallState.Ended));
        Assert.Single(changes, call => call.Outcome == AmiCallResult.Joined && call.To == "music");
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_blind_transfer_is_counted_with_its_target(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "blind");
        AmiCall ended = changes.Last();
        Assert.Equal(1, ended.Transfers);
        Assert.Equal("delayed-answer", ended.TransferredTo);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void An_attended_transfer_holds_the_caller_talks_to_the_target_and_connects_them(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "attended");
        Assert.Equal(
            [AmiCallState.Dialling, AmiCallState.Up, AmiCallState.OnHold, AmiCallState.Up, AmiCallState.Ended],
            States(changes));
        Assert.Equal(1, changes.Last().Transfers);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_Local_channel_that_optimises_itself_away_leaves_the_call_up(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "local");
        AmiCall[] incoming = changes.Where(call => call.To == "dial2").ToArray();
        Assert.Equal([AmiCallState.Dialling, AmiCallState.Up, AmiCallState.Ended], States(incoming));
        Assert.Equal(3, changes.Count(call => call.State == AmiCallState.Ended));
        Assert.All(changes.Where(call => call.State == AmiCallState.Ended), call => Assert.Equal(AmiCallResult.Answered, call.Outcome));
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_forwarded_call_is_answered_where_it_was_forwarded_to(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "forwarded");
        AmiCall ended = Assert.Single(changes, call => call.State == AmiCallState.Ended && call.To == "dfwd");
        Assert.Equal(AmiCallResult.Answered, ended.Outcome);
        Assert.StartsWith("Local/answer@test-", ended.AnsweredBy, StringComparison.Ordinal);
        Assert.Equal(AmiCallResult.Failed, Assert.Single(changes, call => call.State == AmiCallState.Ended && call.To == "fwd1").Outcome);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_caller_who_hangs_up_while_it_rings_has_abandoned_the_call(string branch)
    {
        List<AmiCall> changes = RecordedCalls.Play(new CallBook(null), branch, "abandoned");
        Assert.Equal(AmiCallResult.Abandoned, Assert.Single(changes, call => call.State == AmiCallState.Ended && call.To == "dial-noanswer").Outcome);
        Assert.Equal(AmiCallResult.NoAnswer, Assert.Single(changes, call => call.State == AmiCallState.Ended && call.To != "dial-noanswer").Outcome);
    }

    [Theory]
    [InlineData(0, null, AmiCallResult.Failed)]
    [InlineData(0, "", AmiCallResult.Abandoned)]
    [InlineData(0, "Cause: 16", AmiCallResult.Failed)]
    [InlineData(1, null, AmiCallResult.Failed)]
    [InlineData(16, null, AmiCallResult.NoAnswer)]
    [InlineData(16, "Cause: 16", AmiCallResult.Abandoned)]
    [InlineData(17, "", AmiCallResult.Busy)]
    [InlineData(19, null, AmiCallResult.NoAnswer)]
    [InlineData(19, "Cause: 19", AmiCallResult.Abandoned)]
    [InlineData(23, "Cause: 23", AmiCallResult.Failed)]
    [InlineData(34, "Cause: 34", AmiCallResult.Congestion)]
    [InlineData(127, "Cause: 127", AmiCallResult.Abandoned)]
    public void An_incoming_call_that_nobody_answered_ends_by_its_cause_and_by_who_hung_up(int cause, string? request, AmiCallResult outcome)
    {
        var book = new CallBook(null);
        var changes = new List<AmiCall>();
        string[] call = ["Channel: PJSIP/1-1", "ChannelStateDesc: Ring", "Exten: 100", "Uniqueid: 1.1", "Linkedid: 1.1"];
        book.Apply(Wire.Message(["Event: Newchannel", .. call]), _begin, changes);
        if (request is not null)
        {
            book.Apply(Wire.Message(["Event: HangupRequest", .. call, .. request.Length > 0 ? [request] : Array.Empty<string>()]), _begin, changes);
        }

        book.Apply(Wire.Message(["Event: Hangup", .. call, $"Cause: {cause}", "Cause-txt: text"]), _begin, changes);
        Assert.Equal(outcome, changes.Last().Outcome);
    }

    [Fact]
    public void Whether_the_caller_of_a_call_that_a_gap_cut_hung_up_is_not_known()
    {
        var book = new CallBook(null);
        var changes = new List<AmiCall>();
        string[] call = ["Channel: PJSIP/1-1", "ChannelStateDesc: Ring", "Exten: 100", "Uniqueid: 1.1", "Linkedid: 1.1"];
        book.Apply(Wire.Message(["Event: Newchannel", .. call]), _begin, changes);
        book.Doubt(_begin);
        book.Apply(Wire.Message(["Event: Hangup", .. call, "Cause: 16", "Cause-txt: Normal Clearing"]), _begin, changes);
        Assert.Equal(AmiCallResult.Unknown, changes.Last().Outcome);
    }

    [Fact]
    public void The_end_of_a_call_that_began_unseen_makes_no_call()
    {
        var book = new CallBook(null);
        var changes = new List<AmiCall>();
        string[] call = ["Channel: PJSIP/1-1", "ChannelStateDesc: Ring", "Exten: 100", "Uniqueid: 1.1", "Linkedid: 1.1"];
        book.Apply(Wire.Message(["Event: HangupRequest", .. call]), _begin, changes);
        book.Apply(Wire.Message(["Event: Hangup", .. call, "Cause: 16", "Cause-txt: Normal Clearing"]), _begin, changes);
        Assert.Empty(changes);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void A_call_knows_its_conference_and_whether_it_is_recorded(string branch)
    {
        List<AmiCall> conference = RecordedCalls.Play(new CallBook(null), branch, "conference");
        Assert.Contains(AmiCallState.InConference, States(conference));
        Assert.Equal("test-room", conference.Last().Conference);
        List<AmiCall> recorded = RecordedCalls.Play(new CallBook(null), branch, "recorded");
        Assert.Contains(recorded, call => call.IsRecorded);
        Assert.True(recorded.Last().WasRecorded);
        Assert.False(conference.Last().WasRecorded);
    }

    [Theory]
    [InlineData("16")]
    [InlineData("22")]
    public void Calls_leave_nothing_behind_however_many_there_were(string branch)
    {
        var book = new CallBook(null);
        string[] kinds = ["dialled", "queue", "takenback", "pickup", "local", "forwarded", "attended", "bridged", "abandoned"];
        foreach (string kind in kinds)
        {
            RecordedCalls.Play(book, branch, kind);
            Assert.Empty(book.Snapshot(_begin));
            Assert.Equal(0, book.LegCount);
        }
    }

    [Fact]
    public void A_leg_that_was_not_seen_to_begin_is_taken_in_and_its_call_is_not_complete()
    {
        var book = new CallBook(null);
        var changes = new List<AmiCall>();
        book.Apply(Newstate("PJSIP/1-1", "1.1", "1.1", "Up"), _begin, changes);
        AmiCall call = Assert.Single(book.Snapshot(_begin));
        Assert.False(call.IsComplete);
        Assert.Equal(AmiCallState.Up, call.State);
    }

    [Fact]
    public void An_event_that_comes_before_the_one_that_tells_of_the_channel_does_no_harm()
    {
        var book = new CallBook(null);
        var changes = new List<AmiCall>();
        book.Apply(Newstate("PJSIP/1-1", "1.2", "1.1", "Ring"), _begin, changes);
        book.Apply(Wire.Message("Event: Newchannel", "Channel: PJSIP/0-0", "ChannelStateDesc: Down", "Uniqueid: 1.1", "Linkedid: 1.1", "Exten: s"), _begin, changes);
        Assert.False(Assert.Single(book.Snapshot(_begin)).IsComplete);
        book.Apply(Wire.Message("Event: Newchannel", "Channel: PJSIP/1-1", "ChannelStateDesc: Ring", "Uniqueid: 1.2", "Linkedid: 1.1", "Exten: 100"), _begin, changes);
        AmiCall call = Assert.Single(book.Snapshot(_begin));
        Assert.True(call.IsComplete);
        Assert.Equal((string.Empty, 2), (call.To, call.LegCount));
    }

    [Fact]
    public void What_comes_behind_the_hangup_of_a_leg_does_not_bring_it_back()
    {
        var book = new CallBook(null);
        var changes = new List<AmiCall>();
        book.Apply(Newstate("PJSIP/1-1", "1.1", "1.1", "Up"), _begin, changes);
        book.Apply(Wire.Message("Event: Hangup", "Channel: PJSIP/1-1", "ChannelStateDesc: Up", "Uniqueid: 1.1", "Linkedid: 1.1", "Cause: 16", "Cause-txt: Normal Clearing"), _begin, changes);
        book.Apply(Newstate("PJSIP/1-1", "1.1", "1.1", "Up"), _begin, changes);
        Assert.Empty(book.Snapshot(_begin));
    }

    private static AmiMessage Newstate(string channel, string uniqueid, string linkedid, string state) =>
        Wire.Message("Event: Newstate", "Channel: " + channel, "ChannelStateDesc: " + state, "Uniqueid: " + uniqueid, "Linkedid: " + linkedid);

    private static List<AmiCallState> States(IEnumerable<AmiCall> changes)
    {
        var states = new List<AmiCallState>();
        foreach (AmiCall call in changes)
        {
            if (states.Count == 0 || states[^1] != call.State)
            {
                states.Add(call.State);
            }
        }

        return states;
    }
}
