using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Bridges;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Bridges;

public sealed class BridgeTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    private static readonly string[] _call =
    [
        "Event: BridgeListItem",
        "BridgeUniqueid: b-1",
        "BridgeType: basic",
        "BridgeTechnology: simple_bridge",
        "BridgeCreator: <unknown>",
        "BridgeName: <unknown>",
        "BridgeNumChannels: 1",
        "BridgeVideoSourceMode: none",
    ];

    private static readonly string[] _conference =
    [
        "Event: BridgeListItem", "BridgeUniqueid: b-2", "BridgeType: base", "BridgeTechnology: softmix", "BridgeCreator: ConfBridge", "BridgeName: room",
    ];

    [Fact]
    public async Task A_bridge_has_what_the_list_says_and_the_channels_that_it_is_asked_for()
    {
        Task<AmiBridge[]> asking = Ask(null);
        _line.Peer.AnswerList(_line.Peer.Expect("BridgeList"), "BridgeList", _call, _conference);
        FakeAction info = _line.Peer.Expect("BridgeInfo");
        _line.Peer.AnswerList(
            info,
            "BridgeInfo",
            [
                "Event: BridgeInfoChannel", "Channel: SIP/1-1", "ChannelStateDesc: Up", "CallerIDNum: 0301", "CallerIDName: Jürgen",
                "ConnectedLineNum: 0100", "ConnectedLineName: <unknown>", "Context: internal", "Exten: 0200", "Uniqueid: 1.1", "Linkedid: 1.0",
            ],
            ["Event: BridgeInfoChannel", "Channel: SIP/2-2"]);
        _line.Peer.AnswerList(_line.Peer.Expect("BridgeInfo"), "BridgeInfo");
        AmiBridge[] bridges = await asking.InTime();

        Assert.Equal(["BridgeUniqueid: b-1"], info.Headers);
        AmiBridge call = bridges[0];
        Assert.Equal("b-1", call.BridgeId);
        Assert.Equal("basic", call.Type);
        Assert.Equal("simple_bridge", call.Technology);
        Assert.Equal(string.Empty, call.Creator);
        Assert.Equal(string.Empty, call.Name);
        Assert.Equal("none", call.VideoSourceMode);
        Assert.Equal(2, call.ChannelCount);
        Assert.Same(_line.Session, call.Session);
        Assert.Equal("b-1", call.ToString());
        AmiBridgeChannel channel = call.Channels[0];
        Assert.Equal("SIP/1-1", channel.Channel);
        Assert.Equal("b-1", channel.BridgeId);
        Assert.Equal("Up", channel.State);
        Assert.Equal("0301", channel.CallerIdNumber);
        Assert.Equal("Jürgen", channel.CallerIdName);
        Assert.Equal("0100", channel.ConnectedLineNumber);
        Assert.Equal(string.Empty, channel.ConnectedLineName);
        Assert.Equal("internal", channel.Context);
        Assert.Equal("0200", channel.Extension);
        Assert.Equal("1.1", channel.Uniqueid);
        Assert.Equal("1.0", channel.Linkedid);
        Assert.Same(_line.Session, channel.Session);
        Assert.Equal("SIP/1-1", channel.ToString());
        Assert.Equal("ConfBridge", bridges[1].Creator);
        Assert.Equal("room", bridges[1].Name);
        Assert.Empty(bridges[1].Channels);
    }

    [Fact]
    public async Task Bridges_that_are_not_wanted_are_not_asked_for_their_channels()
    {
        Task<AmiBridge[]> asking = Ask(id => id == "b-2");
        _line.Peer.AnswerList(_line.Peer.Expect("BridgeList"), "BridgeList", _call, _conference);
        FakeAction info = _line.Peer.Expect("BridgeInfo");
        _line.Peer.AnswerList(info, "BridgeInfo");

        Assert.Equal("b-2", Assert.Single(await asking.InTime()).BridgeId);
        Assert.Equal(["BridgeUniqueid: b-2"], info.Headers);
    }

    [Fact]
    public async Task A_bridge_that_ended_since_it_was_listed_is_not_there()
    {
        Task<AmiBridge[]> asking = Ask(null);
        _line.Peer.AnswerList(_line.Peer.Expect("BridgeList"), "BridgeList", _call);
        _line.Peer.Refuse(_line.Peer.Expect("BridgeInfo"), "Specified BridgeUniqueid not found");

        Assert.Empty(await asking.InTime());
    }

    [Fact]
    public async Task A_server_without_bridges_gives_none()
    {
        Task<AmiBridge[]> asking = Ask(null);
        _line.Peer.AnswerList(_line.Peer.Expect("BridgeList"), "BridgeList");

        Assert.Empty(await asking.InTime());
    }

    [Fact]
    public async Task Ending_a_bridge_sends_its_id()
    {
        FakeAction action = await _line.Answered("BridgeDestroy", session => session.RemoveBridge("b-1", Limit.Token));
        AmiException e = await _line.Refused(
            "BridgeDestroy", "Specified BridgeUniqueid not found", AmiErrorCode.NotFound, session => session.RemoveBridge("b-2", Limit.Token));

        Assert.Equal(["BridgeUniqueid: b-1"], action.Headers);
        Assert.Contains("b-2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_is_taken_out_of_its_bridge_or_of_one_that_is_named()
    {
        FakeAction any = await _line.Answered("BridgeKick", session => session.RemoveFromBridge("SIP/1-1", null, Limit.Token));
        FakeAction one = await _line.Answered("BridgeKick", session => session.RemoveFromBridge("SIP/1-1", "b-1", Limit.Token));

        Assert.Equal(["Channel: SIP/1-1"], any.Headers);
        Assert.Equal(["BridgeUniqueid: b-1", "Channel: SIP/1-1"], one.Headers);
    }

    private Task<AmiBridge[]> Ask(Func<string, bool>? isWanted) =>
        Limit.Run(() => _line.Session.GetBridges(isWanted, Limit.Token).ToArray());
}
