using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Calls;

public sealed class ChannelDetailTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void A_channel_has_all_that_Status_says()
    {
        AmiChannelDetail channel = Detail(
            "Event: Status",
            "Privilege: Call",
            "Channel: PJSIP/1001-00000004",
            "ChannelState: 6",
            "ChannelStateDesc: Up",
            "CallerIDNum: 0301234567",
            "CallerIDName: Jürgen Groß",
            "ConnectedLineNum: 100",
            "ConnectedLineName: Reception",
            "Language: de",
            "AccountCode: sales",
            "Context: internal",
            "Exten: 0100",
            "Priority: 8",
            "Uniqueid: 1795570927.1",
            "Linkedid: 1795570927.0",
            "Type: PJSIP",
            "DNID: 0049",
            "EffectiveConnectedLineNum: 0100",
            "EffectiveConnectedLineName: <unknown>",
            "TimeToHangup: 1795657803",
            "BridgeID: 6f1b3c9e",
            "Application: Dial",
            "Data: PJSIP/1002,30",
            "Nativeformats: (ulaw|alaw)",
            "Readformat: slin",
            "Readtrans: (ulaw@8000)->(slin@8000)",
            "Writeformat: ulaw",
            "Writetrans: ",
            "Callgroup: 2",
            "Pickupgroup: 9223372036854775808",
            "Seconds: 3605",
            "Variable: PLAIN=some text",
            "Variable: EMPTY=",
            "Variable: COLON=a: b = c");

        Assert.Equal("PJSIP/1001-00000004", channel.Name);
        Assert.Equal("0100", channel.Extension);
        Assert.Equal("Dial", channel.Application);
        Assert.Equal("PJSIP/1002,30", channel.ApplicationData);
        Assert.Equal(TimeSpan.FromSeconds(3605), channel.Duration);
        Assert.Equal("6f1b3c9e", channel.BridgeId);
        Assert.Equal("PJSIP", channel.Type);
        Assert.Equal("de", channel.Language);
        Assert.Equal("0049", channel.DialedNumber);
        Assert.Equal("0100", channel.EffectiveConnectedLineNumber);
        Assert.Equal(string.Empty, channel.EffectiveConnectedLineName);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795657803).LocalDateTime, channel.HangupTime);
        Assert.Equal("(ulaw|alaw)", channel.NativeFormats);
        Assert.Equal("slin", channel.ReadFormat);
        Assert.Equal("(ulaw@8000)->(slin@8000)", channel.ReadTranslation);
        Assert.Equal("ulaw", channel.WriteFormat);
        Assert.Equal(string.Empty, channel.WriteTranslation);
        Assert.Equal(2UL, channel.CallGroups);
        Assert.Equal(1UL << 63, channel.PickupGroups);
        Assert.Equal(["PLAIN", "EMPTY", "COLON"], channel.Variables.Keys);
        Assert.Equal("some text", channel.Variables["PLAIN"]);
        Assert.Equal(string.Empty, channel.Variables["EMPTY"]);
        Assert.Equal("a: b = c", channel.Variables["COLON"]);
        Assert.Same(_line.Session, channel.Session);
    }

    [Fact]
    public void A_channel_without_a_limit_never_ends_by_itself()
    {
        AmiChannelDetail channel = Detail("Event: Status", "Channel: SIP/1-1", "TimeToHangup: 0");

        Assert.Null(channel.HangupTime);
        Assert.Empty(channel.Variables);
    }

    [Fact]
    public void The_case_of_a_variable_matters_and_the_first_of_a_name_hides_the_others()
    {
        AmiChannelDetail channel = Detail("Event: Status", "Variable: A=inner", "Variable: a=other", "Variable: A=outer", "Variable: =x");

        Assert.Equal("inner", channel.Variables["A"]);
        Assert.Equal("other", channel.Variables["a"]);
        Assert.Equal(2, channel.Variables.Count);
    }

    [Fact]
    public async Task Details_of_all_channels_are_asked_for_with_all_variables()
    {
        Task<AmiChannelDetail[]> asking = Limit.Run(() => _line.Session.GetChannelDetails(null, Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("Status");
        _line.Peer.AnswerList(action, "Status", ["Event: Status", "Channel: SIP/1-1"], ["Event: Status", "Channel: SIP/2-2"], ["Event: Status", "Channel: SIP/1-1"]);

        Assert.Equal(["SIP/1-1", "SIP/2-2"], (await asking.InTime()).Select(channel => channel.Name));
        Assert.Equal(["AllVariables: true"], action.Headers);
    }

    [Fact]
    public async Task Details_of_one_channel_are_asked_for_by_its_name()
    {
        Task<AmiChannelDetail[]> asking = Limit.Run(() => _line.Session.GetChannelDetails("SIP/1-1", Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("Status");
        _line.Peer.Refuse(action, "No such channel");

        Assert.Contains("SIP/1-1", (await Fails.With(AmiErrorCode.NotFound, asking.InTime())).Message, StringComparison.Ordinal);
        Assert.Equal(["Channel: SIP/1-1", "AllVariables: true"], action.Headers);
    }

    [Fact]
    public void Channels_are_connected_over_bridges_and_the_halves_of_Local_channels()
    {
        AmiChannel[] channels =
        [
            Channel("PJSIP/1-1", "a"), Channel("Local/x@y-1;1", "a"), Channel("Local/x@y-1;2", "b"), Channel("PJSIP/2-2", "b"),
            Channel("PJSIP/3-3", "c"), Channel("PJSIP/4-4", ""), Channel("PJSIP/5-5", ""),
        ];

        Assert.Equal(["Local/x@y-1;1", "Local/x@y-1;2", "PJSIP/2-2"], Names(channels.ConnectedTo("pjsip/1-1")));
        Assert.Equal(["Local/x@y-1;1", "PJSIP/2-2", "PJSIP/1-1"], Names(channels.ConnectedTo("Local/x@y-1;2")));
        Assert.Empty(channels.ConnectedTo("PJSIP/4-4")!);
        Assert.Empty(channels.ConnectedTo("id of PJSIP/3-3")!);
        Assert.Null(channels.ConnectedTo("PJSIP/6-6"));
    }

    private static IEnumerable<string>? Names(IReadOnlyList<AmiChannel>? channels) => channels?.Select(channel => channel.Name);

    private AmiChannel Channel(string name, string bridge) => new(
        Wire.Message("Event: CoreShowChannel", "Channel: " + name, "BridgeId: " + bridge, "Uniqueid: id of " + name), _line.Session);

    private AmiChannelDetail Detail(params string[] lines) => new(Wire.Message(lines), _line.Session);
}
