using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Conferences;

public sealed class ConferenceTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    private static readonly string[] _room =
        ["Event: ConfbridgeListRooms", "Conference: 0100", "Parties: 2", "Marked: 1", "Locked: Yes", "Muted: No"];

    private static readonly string[] _other =
        ["Event: ConfbridgeListRooms", "Conference: other", "Parties: 1", "Marked: 0", "Locked: No", "Muted: Yes"];

    private static readonly string[] _member =
    [
        "Event: ConfbridgeList", "Conference: 0100", "Admin: Yes", "MarkedUser: Yes", "WaitMarked: No", "EndMarked: Yes", "EndMarkedAny: No",
        "Waiting: No", "Muted: Yes", "Talking: Yes", "AnsweredTime: 3725", "Channel: SIP/1-1", "ChannelState: 6", "ChannelStateDesc: Up",
        "CallerIDNum: 0301", "CallerIDName: Jürgen", "Context: internal", "Exten: 0100", "Priority: 2", "Uniqueid: 1.1", "Linkedid: 1.0",
    ];

    [Fact]
    public async Task A_conference_has_what_the_list_says()
    {
        AmiConference[] rooms = await Rooms(_room, _other);

        Assert.Equal("0100", rooms[0].Conference);
        Assert.Equal(2, rooms[0].Parties);
        Assert.Equal(1, rooms[0].Marked);
        Assert.True(rooms[0].Locked);
        Assert.False(rooms[0].Muted);
        Assert.Same(_line.Session, rooms[0].Session);
        Assert.Equal("0100", rooms[0].ToString());
        Assert.False(rooms[1].Locked);
        Assert.True(rooms[1].Muted);
    }

    [Fact]
    public async Task A_server_without_conferences_says_so_with_an_error_and_gives_none()
    {
        Task<AmiConference[]> asking = Limit.Run(() => _line.Session.GetConferences(Limit.Token).ToArray());
        _line.Peer.Refuse(_line.Peer.Expect("ConfbridgeListRooms"), "No active conferences.");

        Assert.Empty(await asking.InTime());
    }

    [Fact]
    public async Task Another_error_than_that_there_are_none_is_one()
    {
        Task<AmiConference[]> asking = Limit.Run(() => _line.Session.GetConferences(Limit.Token).ToArray());
        _line.Peer.Refuse(
            _line.Peer.Expect("ConfbridgeListRooms"), "Invalid/unknown command: ConfbridgeListRooms. Use Action: ListCommands to show available commands.");
        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, asking.InTime());

        Assert.Contains("app_confbridge.so", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_has_what_the_list_says()
    {
        Task<AmiConferenceMember[]> asking = Limit.Run(() => _line.Session.GetConferenceMembers("0100", Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("ConfbridgeList");
        _line.Peer.AnswerList(action, "ConfbridgeList", _member, ["Event: ConfbridgeList", "Channel: SIP/2-2", "CallerIDNum: <unknown>", "Muted: No"]);
        AmiConferenceMember[] members = await asking.InTime();

        Assert.Equal(["Conference: 0100"], action.Headers);
        AmiConferenceMember member = members[0];
        Assert.Equal("0100", member.Conference);
        Assert.Equal("SIP/1-1", member.Channel);
        Assert.True(member.Admin);
        Assert.True(member.MarkedUser);
        Assert.False(member.WaitMarked);
        Assert.True(member.EndMarked);
        Assert.False(member.EndMarkedAny);
        Assert.False(member.Waiting);
        Assert.True(member.Muted);
        Assert.True(member.Talking);
        Assert.Equal(new TimeSpan(1, 2, 5), member.AnsweredTime);
        Assert.Equal("0301", member.CallerIdNumber);
        Assert.Equal("Jürgen", member.CallerIdName);
        Assert.Equal("internal", member.Context);
        Assert.Equal("0100", member.Extension);
        Assert.Equal("1.1", member.Uniqueid);
        Assert.Equal("1.0", member.Linkedid);
        Assert.Same(_line.Session, member.Session);
        Assert.Equal("SIP/1-1", member.ToString());
        Assert.False(members[1].Muted);
        Assert.Equal(string.Empty, members[1].CallerIdNumber);
    }

    [Fact]
    public async Task The_members_of_those_conferences_that_are_wanted_are_asked_for()
    {
        Task<AmiConferenceMember[]> asking = Limit.Run(
            () => _line.Session.GetConferenceMembers(name => name != "other", Limit.Token).ToArray());
        _line.Peer.AnswerList(
            _line.Peer.Expect("ConfbridgeListRooms"), "ConfbridgeListRooms", _room, _other, ["Event: ConfbridgeListRooms", "Conference: ended"]);
        _line.Peer.AnswerList(_line.Peer.Expect("ConfbridgeList"), "ConfbridgeList", _member);
        FakeAction ended = _line.Peer.Expect("ConfbridgeList");
        _line.Peer.Refuse(ended, "No Conference by that name found.");

        Assert.Equal("SIP/1-1", Assert.Single(await asking.InTime()).Channel);
        Assert.Equal("ended", ended.Value("Conference"));
    }

    public static TheoryData<string, string, string[]> Actions => new()
    {
        { "ConfbridgeLock", "lock", [] },
        { "ConfbridgeUnlock", "unlock", [] },
        { "ConfbridgeMute", "mute", ["Channel: SIP/1-1"] },
        { "ConfbridgeUnmute", "unmute", ["Channel: SIP/1-1"] },
        { "ConfbridgeKick", "remove", ["Channel: SIP/1-1"] },
        { "ConfbridgeSetSingleVideoSrc", "video", ["Channel: SIP/1-1"] },
        { "ConfbridgeStartRecord", "record", [] },
        { "ConfbridgeStartRecord", "record into", ["RecordFile: x.wav"] },
        { "ConfbridgeStopRecord", "stop", [] },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task An_action_sends_these_lines_and_finds_no_conference_that_does_not_exist(string action, string what, string[] more)
    {
        void Act(AmiSession session) => Do(session, what);

        Assert.Equal(["Conference: 0100", .. more], (await _line.Answered(action, Act)).Headers);
        await _line.Refused(action, "No active conferences.", AmiErrorCode.NotFound, Act);
        AmiException e = await _line.Refused(action, "No Conference by that name found.", AmiErrorCode.NotFound, Act);
        Assert.Contains("0100", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConfbridgeMute", "mute", "No Channel by that name found in Conference.")]
    [InlineData("ConfbridgeKick", "remove", "No Channel by that name found in Conference.")]
    [InlineData("ConfbridgeSetSingleVideoSrc", "video", "No channel by that name found in conference.")]
    public async Task A_channel_that_is_not_in_the_conference_is_not_found(string action, string what, string message)
    {
        AmiException e = await _line.Refused(action, message, AmiErrorCode.NotFound, session => Do(session, what));

        Assert.Contains("SIP/1-1", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("participants")]
    [InlineData("ALL")]
    public async Task A_word_that_stands_for_everybody_is_never_sent_for_a_channel(string word)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.RemoveConferenceMember("0100", word, Limit.Token));
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.MuteConferenceMember("0100", word, Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task A_comma_in_the_name_of_a_recording_would_smuggle_in_a_command_and_is_refused()
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.StartConferenceRecording("0100", "x.wav,,touch y", Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task Ending_a_recording_that_is_not_under_way_says_what_the_refusal_means()
    {
        AmiException e = await _line.Refused(
            "ConfbridgeStopRecord", "Internal error while stopping recording.", AmiErrorCode.ActionFailed, session => Do(session, "stop"));

        Assert.Contains("not recorded", e.Message, StringComparison.Ordinal);
    }

    private static void Do(AmiSession session, string what)
    {
        const string Room = "0100";
        const string Channel = "SIP/1-1";
        switch (what)
        {
            case "lock": session.LockConference(Room, Limit.Token); break;
            case "unlock": session.UnlockConference(Room, Limit.Token); break;
            case "mute": session.MuteConferenceMember(Room, Channel, Limit.Token); break;
            case "unmute": session.UnmuteConferenceMember(Room, Channel, Limit.Token); break;
            case "remove": session.RemoveConferenceMember(Room, Channel, Limit.Token); break;
            case "video": session.SetConferenceVideoSource(Room, Channel, Limit.Token); break;
            case "record": session.StartConferenceRecording(Room, null, Limit.Token); break;
            case "record into": session.StartConferenceRecording(Room, "x.wav", Limit.Token); break;
            default: session.StopConferenceRecording(Room, Limit.Token); break;
        }
    }

    private async Task<AmiConference[]> Rooms(params string[][] items)
    {
        Task<AmiConference[]> asking = Limit.Run(() => _line.Session.GetConferences(Limit.Token).ToArray());
        _line.Peer.AnswerList(_line.Peer.Expect("ConfbridgeListRooms"), "ConfbridgeListRooms", items);
        return await asking.InTime();
    }
}
