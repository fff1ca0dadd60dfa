using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Queues;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Queues;

public sealed class QueueMemberTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void A_member_tells_when_it_was_paused_and_when_it_came()
    {
        var member = new AmiQueueMember(
            Wire.Message("Event: QueueMember", "LastPause: 1795338664", "LoginTime: 1795338544"), _line.Session);
        var old = new AmiQueueMember(Wire.Message("Event: QueueMember", "LastPause: 0"), _line.Session);

        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795338664).LocalDateTime, member.LastPause);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795338544).LocalDateTime, member.LoginTime);
        Assert.Null(old.LastPause);
        Assert.Null(old.LoginTime);
    }

    [Fact]
    public async Task A_member_is_added_with_what_is_given()
    {
        FakeAction little = await _line.Answered(
            "QueueAdd", session => session.AddQueueMember("sales", new AmiNewQueueMember("SIP/1"), Limit.Token));
        FakeAction much = await _line.Answered(
            "QueueAdd",
            session => session.AddQueueMember(
                "sales",
                new AmiNewQueueMember("SIP/1") { Name = "One", StateInterface = "Custom:1", Penalty = 3, Paused = true },
                Limit.Token));

        Assert.Equal(["Queue: sales", "Interface: SIP/1", "Penalty: 0", "Paused: false"], little.Headers);
        Assert.Equal(
            ["Queue: sales", "Interface: SIP/1", "MemberName: One", "StateInterface: Custom:1", "Penalty: 3", "Paused: true"], much.Headers);
    }

    [Fact]
    public async Task The_reason_of_a_pause_from_the_start_is_told_by_an_action_that_all_versions_take()
    {
        Task adding = Limit.Run(() => _line.Session.AddQueueMember(
            "sales", new AmiNewQueueMember("SIP/1") { Paused = true, PausedReason = "training" }, Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("QueueAdd"));
        FakeAction pause = _line.Peer.Expect("QueuePause");
        _line.Peer.Answer(pause);
        await adding.InTime();

        Assert.Equal(["Queue: sales", "Interface: SIP/1", "Paused: true", "Reason: training"], pause.Headers);
    }

    [Fact]
    public async Task A_member_that_is_there_already_is_no_success()
    {
        AmiException e = await _line.Refused(
            "QueueAdd",
            "Unable to add interface: Already there",
            AmiErrorCode.ActionFailed,
            session => session.AddQueueMember("sales", new AmiNewQueueMember("SIP/1"), Limit.Token));

        Assert.Contains("SIP/1", e.Message, StringComparison.Ordinal);
        Assert.Contains("already", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unable to remove interface from queue: No such queue", AmiErrorCode.NotFound)]
    [InlineData("Unable to remove interface: Not there", AmiErrorCode.NotFound)]
    [InlineData("Member not dynamic", AmiErrorCode.ActionFailed)]
    public async Task What_cannot_be_removed_is_reported(string message, AmiErrorCode code)
    {
        FakeAction action = await _line.Answered("QueueRemove", session => session.RemoveQueueMember("SIP/1", "sales", Limit.Token));
        AmiException e = await _line.Refused(
            "QueueRemove", message, code, session => session.RemoveQueueMember("SIP/1", "sales", Limit.Token));

        Assert.Equal(["Queue: sales", "Interface: SIP/1"], action.Headers);
        Assert.Contains("sales", e.Message, StringComparison.Ordinal);
        Assert.Contains("SIP/1", e.Message, StringComparison.Ordinal);
        Assert.Equal(code == AmiErrorCode.ActionFailed, e.Message.Contains("queues.conf", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_is_paused_in_one_queue_or_in_all()
    {
        FakeAction one = await _line.Answered("QueuePause", session => session.PauseQueueMember("SIP/1", "sales", true, "lunch", Limit.Token));
        FakeAction all = await _line.Answered("QueuePause", session => session.PauseQueueMember("SIP/1", null, false, null, Limit.Token));
        await _line.Refused(
            "QueuePause",
            "Interface not found",
            AmiErrorCode.NotFound,
            session => session.PauseQueueMember("SIP/1", "sales", true, null, Limit.Token));

        Assert.Equal(["Queue: sales", "Interface: SIP/1", "Paused: true", "Reason: lunch"], one.Headers);
        Assert.Equal(["Interface: SIP/1", "Paused: false"], all.Headers);
    }

    [Fact]
    public async Task A_penalty_is_set_in_one_queue_or_in_all()
    {
        FakeAction one = await _line.Answered("QueuePenalty", session => session.SetQueueMemberPenalty("SIP/1", "sales", 7, Limit.Token));
        FakeAction all = await _line.Answered("QueuePenalty", session => session.SetQueueMemberPenalty("SIP/1", null, 0, Limit.Token));
        AmiException e = await _line.Refused(
            "QueuePenalty",
            "Invalid interface, queuename or penalty",
            AmiErrorCode.NotFound,
            session => session.SetQueueMemberPenalty("SIP/1", "sales", 7, Limit.Token));

        Assert.Equal(["Queue: sales", "Interface: SIP/1", "Penalty: 7"], one.Headers);
        Assert.Equal(["Interface: SIP/1", "Penalty: 0"], all.Headers);
        Assert.Contains("no member", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_penalty_below_zero_is_refused_here_since_the_server_would_take_it_for_zero()
    {
        await Fails.With(
            AmiErrorCode.InvalidHeader, Limit.Run(() => _line.Session.SetQueueMemberPenalty("SIP/1", "sales", -1, Limit.Token)));
        AmiException e = await Fails.With(
            AmiErrorCode.InvalidHeader,
            Limit.Run(() => _line.Session.AddQueueMember("sales", new AmiNewQueueMember("SIP/1") { Penalty = -1 }, Limit.Token)));

        Assert.Contains("-1", e.Message, StringComparison.Ordinal);
        await _line.Ping();
    }

    [Fact]
    public async Task Ringing_in_use_is_set_in_one_queue_or_in_all()
    {
        FakeAction one = await _line.Answered(
            "QueueMemberRingInUse", session => session.SetQueueMemberRingInUse("SIP/1", "sales", true, Limit.Token));
        FakeAction all = await _line.Answered(
            "QueueMemberRingInUse", session => session.SetQueueMemberRingInUse("SIP/1", null, false, Limit.Token));
        await _line.Refused(
            "QueueMemberRingInUse",
            "Invalid interface, queuename, or ringinuse value",
            AmiErrorCode.NotFound,
            session => session.SetQueueMemberRingInUse("SIP/1", "sales", true, Limit.Token));

        Assert.Equal(["Queue: sales", "Interface: SIP/1", "RingInUse: true"], one.Headers);
        Assert.Equal(["Interface: SIP/1", "RingInUse: false"], all.Headers);
    }

    [Fact]
    public async Task The_members_with_an_interface_are_those_of_all_queues()
    {
        Task<AmiQueueMember[]> asking = Limit.Run(() => _line.Session.GetQueueMembers("sip/1", null, Limit.Token).ToArray());
        _line.Peer.AnswerList(
            _line.Peer.Expect("QueueStatus"),
            "QueueStatus",
            ["Event: QueueParams", "Queue: sales"],
            ["Event: QueueMember", "Queue: sales", "Location: SIP/1"],
            ["Event: QueueMember", "Queue: sales", "Location: SIP/2"],
            ["Event: QueueParams", "Queue: support"],
            ["Event: QueueMember", "Queue: support", "Location: SIP/1"]);

        Assert.Equal(["sales", "support"], (await asking.InTime()).Select(member => member.Queue));
    }
}
