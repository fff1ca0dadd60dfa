using System;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Calls;

public sealed class TransferTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Moving_a_channel_sends_these_lines()
    {
        FakeAction action = await _line.Answered(
            "Redirect", session => session.Redirect("SIP/1-1", new AmiDialplanPlace("internal", "0100", "start"), Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Context: internal", "Exten: 0100", "Priority: start"], action.Headers);
    }

    [Fact]
    public async Task Moving_both_legs_sends_one_action()
    {
        FakeAction action = await _line.Answered("Redirect", session => session.RedirectBoth(
            "SIP/1-1", new AmiDialplanPlace("internal", "0100"), "SIP/2-2", new AmiDialplanPlace("other", "200", "3"), Limit.Token));

        Assert.Equal(
            [
                "Channel: SIP/1-1", "Context: internal", "Exten: 0100", "Priority: 1",
                "ExtraChannel: SIP/2-2", "ExtraContext: other", "ExtraExten: 200", "ExtraPriority: 3",
            ],
            action.Headers);
    }

    [Fact]
    public async Task A_second_leg_that_is_not_there_is_named()
    {
        var place = new AmiDialplanPlace("internal", "0100");
        AmiException e = await _line.Refused(
            "Redirect",
            "ExtraChannel does not exist: SIP/2-2",
            AmiErrorCode.NotFound,
            session => session.RedirectBoth("SIP/1-1", place, "SIP/2-2", place));

        Assert.Contains("SIP/2-2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blind_transfer_sends_these_lines()
    {
        FakeAction action = await _line.Answered("BlindTransfer", session => session.BlindTransfer("SIP/1-1", "internal", "100", Limit.Token));
        FakeAction own = await _line.Answered("BlindTransfer", session => session.BlindTransfer("SIP/1-1", null, "100", Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Context: internal", "Exten: 100"], action.Headers);
        Assert.Equal(["Channel: SIP/1-1", "Exten: 100"], own.Headers);
    }

    [Fact]
    public async Task A_blind_transfer_that_is_invalid_is_explained()
    {
        AmiException e = await _line.Refused(
            "BlindTransfer", "Transfer invalid", AmiErrorCode.ActionFailed, session => session.BlindTransfer("SIP/1-1", null, "100"));

        Assert.Contains("Transfer invalid", e.Message, StringComparison.Ordinal);
        Assert.Contains("talks to nobody", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attended_transfer_is_sent_for_a_channel_in_a_call()
    {
        Task transfer = Limit.Run(() => _line.Session.AttendedTransfer("SIP/1-1", "internal", "0100", Limit.Token));
        FakeAction status = _line.Peer.Expect("Status");
        _line.Peer.AnswerList(status, "Status", ["Event: Status", "Channel: SIP/1-1", "BridgeID: 6f1b3c9e"]);
        FakeAction action = _line.Peer.Expect("Atxfer");
        _line.Peer.Answer(action, "Message: Atxfer successfully queued");
        await transfer.InTime();

        Assert.Equal(["Channel: SIP/1-1"], status.Headers);
        Assert.Equal(["Channel: SIP/1-1", "Context: internal", "Exten: 0100"], action.Headers);
    }

    [Fact]
    public async Task No_attended_transfer_is_sent_or_cancelled_for_a_channel_that_talks_to_nobody()
    {
        Task transfer = Limit.Run(() => _line.Session.AttendedTransfer("SIP/1-1", null, "0100", Limit.Token));
        _line.Peer.AnswerList(_line.Peer.Expect("Status"), "Status", ["Event: Status", "Channel: SIP/1-1", "BridgeID: "]);
        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, transfer.InTime());
        Task cancel = Limit.Run(() => _line.Session.CancelAttendedTransfer("SIP/1-1", Limit.Token));
        _line.Peer.AnswerList(_line.Peer.Expect("Status"), "Status", ["Event: Status", "Channel: SIP/1-1", "BridgeID: "]);
        await Fails.With(AmiErrorCode.ActionFailed, cancel.InTime());

        Assert.Contains("SIP/1-1", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task An_extension_that_cannot_be_dialed_is_refused_before_anything_is_sent()
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.AttendedTransfer("SIP/1-1", null, "echo", Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task An_attended_transfer_is_given_up()
    {
        Task cancel = Limit.Run(() => _line.Session.CancelAttendedTransfer("SIP/1-1", Limit.Token));
        _line.Peer.AnswerList(_line.Peer.Expect("Status"), "Status", ["Event: Status", "Channel: SIP/1-1", "BridgeID: 6f1b3c9e"]);
        FakeAction action = _line.Peer.Expect("CancelAtxfer");
        _line.Peer.Answer(action, "Message: CancelAtxfer successfully queued");
        await cancel.InTime();

        Assert.Equal(["Channel: SIP/1-1"], action.Headers);
    }

    [Fact]
    public void A_place_is_shown_as_people_write_it()
    {
        Assert.Equal("0100@internal, priority 1", new AmiDialplanPlace("internal", "0100").ToString());
    }
}
