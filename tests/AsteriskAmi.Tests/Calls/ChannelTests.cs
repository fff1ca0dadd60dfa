using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Calls;

public sealed class ChannelTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void A_channel_of_Asterisk_16_or_22_has_all_that_the_item_says()
    {
        AmiChannel channel = Channel(
            "Event: CoreShowChannel",
            "ActionID: c-1",
            "Channel: Local/100@internal-0000002a;2",
            "ChannelState: 6",
            "ChannelStateDesc: Up",
            "CallerIDNum: 0301234567",
            "CallerIDName: Jürgen Groß",
            "ConnectedLineNum: +4930100",
            "ConnectedLineName: Reception",
            "Language: en",
            "AccountCode: sales",
            "Context: internal",
            "Exten: 0100",
            "Priority: 8",
            "Uniqueid: calls-2",
            "Linkedid: calls-1",
            "Application: Wait",
            "ApplicationData: 3600",
            "Duration: 00:01:05",
            "BridgeId: 6f1b3c9e");

        Assert.Equal("Local/100@internal-0000002a;2", channel.Name);
        Assert.Equal("Up", channel.State);
        Assert.Equal("0301234567", channel.CallerIdNumber);
        Assert.Equal("Jürgen Groß", channel.CallerIdName);
        Assert.Equal("+4930100", channel.ConnectedLineNumber);
        Assert.Equal("Reception", channel.ConnectedLineName);
        Assert.Equal("sales", channel.AccountCode);
        Assert.Equal("internal", channel.Context);
        Assert.Equal("0100", channel.Extension);
        Assert.Equal(8, channel.Priority);
        Assert.Equal("calls-2", channel.Uniqueid);
        Assert.Equal("calls-1", channel.Linkedid);
        Assert.Equal("Wait", channel.Application);
        Assert.Equal("3600", channel.ApplicationData);
        Assert.Equal(TimeSpan.FromSeconds(65), channel.Duration);
        Assert.Equal("6f1b3c9e", channel.BridgeId);
        Assert.Same(_line.Session, channel.Session);
        Assert.Equal(channel.Name, channel.ToString());
    }

    [Fact]
    public void A_channel_in_no_bridge_and_with_no_names_has_empty_texts_and_no_nulls()
    {
        AmiChannel channel = Channel("Event: CoreShowChannel", "Channel: SIP/1-1", "BridgeId: ", "AccountCode: ");

        Assert.Equal(string.Empty, channel.BridgeId);
        Assert.Equal(string.Empty, channel.AccountCode);
        Assert.Equal(string.Empty, channel.State);
        Assert.Equal(string.Empty, channel.CallerIdName);
        Assert.Equal(0, channel.Priority);
        Assert.Equal(TimeSpan.Zero, channel.Duration);
    }

    [Fact]
    public void A_party_that_Asterisk_does_not_know_is_empty()
    {
        AmiChannel channel = Channel(
            "Event: CoreShowChannel",
            "CallerIDNum: <unknown>",
            "CallerIDName: <unknown>",
            "ConnectedLineNum: <unknown>",
            "ConnectedLineName: <unknown>");

        Assert.Equal(string.Empty, channel.CallerIdNumber);
        Assert.Equal(string.Empty, channel.CallerIdName);
        Assert.Equal(string.Empty, channel.ConnectedLineNumber);
        Assert.Equal(string.Empty, channel.ConnectedLineName);
    }

    [Fact]
    public void An_item_with_headers_nobody_knows_is_read_all_the_same()
    {
        AmiChannel channel = Channel(
            "Event: CoreShowChannel", "Channel: SIP/1-1", "NewInVersion99: x", "ChanVariable: a=1", "ChanVariable: b=2", "Duration: 00:00:01");

        Assert.Equal("SIP/1-1", channel.Name);
        Assert.Equal(TimeSpan.FromSeconds(1), channel.Duration);
    }

    [Theory]
    [InlineData("00:00:00", 0)]
    [InlineData("23:59:59", 86_399)]
    [InlineData("24:00:01", 86_401)]
    [InlineData("100:10:01", 360_601)]
    [InlineData("9999:00:00", 35_996_400)]
    public void A_duration_may_be_longer_than_a_day(string text, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Channel("Event: CoreShowChannel", "Duration: " + text).Duration);
    }

    [Fact]
    public void Durations_compare_as_times_and_not_as_texts()
    {
        TimeSpan brief = Channel("Event: CoreShowChannel", "Duration: 09:00:00").Duration;
        TimeSpan lengthy = Channel("Event: CoreShowChannel", "Duration: 100:00:00").Duration;

        Assert.True(lengthy > brief);
    }

    [Fact]
    public async Task The_channels_of_a_session_are_the_items_of_CoreShowChannels()
    {
        Task<AmiChannel[]> asking = Limit.Run(() => _line.Session.GetChannels(Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("CoreShowChannels");
        _line.Peer.AnswerList(
            action,
            "CoreShowChannels",
            ["Event: CoreShowChannel", "Channel: SIP/1-1", "Duration: 00:00:01"],
            ["Event: CoreShowChannel", "Channel: SIP/2-2", "Duration: 30:00:00"]);

        AmiChannel[] channels = await asking.InTime();

        Assert.Empty(action.Headers);
        Assert.Equal(["SIP/1-1", "SIP/2-2"], channels.Select(channel => channel.Name));
        Assert.Equal(TimeSpan.FromHours(30), channels[1].Duration);
    }

    [Fact]
    public async Task A_server_without_channels_gives_none()
    {
        Task<AmiChannel[]> asking = Limit.Run(() => _line.Session.GetChannels(Limit.Token).ToArray());
        _line.Peer.AnswerList(_line.Peer.Expect("CoreShowChannels"), "CoreShowChannels");

        Assert.Empty(await asking.InTime());
    }

    [Fact]
    public async Task An_account_that_may_not_ask_for_channels_is_told_so()
    {
        Task<AmiChannel[]> asking = Limit.Run(() => _line.Session.GetChannels(Limit.Token).ToArray());
        _line.Peer.Refuse(_line.Peer.Expect("CoreShowChannels"), "Permission denied");

        await Fails.With(AmiErrorCode.PermissionDenied, asking.InTime());
    }

    [Fact]
    public async Task Hanging_up_without_a_cause_leaves_it_to_Asterisk()
    {
        Task hangup = Limit.Run(() => _line.Session.Hangup("SIP/1-1", null, Limit.Token));
        FakeAction action = _line.Peer.Expect("Hangup");
        _line.Peer.Answer(action, "Message: Channel Hungup");
        await hangup.InTime();

        Assert.Equal(["Channel: SIP/1-1"], action.Headers);
    }

    [Fact]
    public void A_channel_name_that_would_inject_a_header_is_refused()
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.Hangup("SIP/1\r\nCause: 16", null, Limit.Token));
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.Redirect("SIP/1", new AmiDialplanPlace("a\nb", "1"), Limit.Token));
    }

    [Fact]
    public void Its_properties_are_flat_so_that_they_go_into_a_table()
    {
        var flat = new HashSet<Type> { typeof(string), typeof(int), typeof(TimeSpan), typeof(AsteriskAmi.Session.AmiSession) };

        Assert.All(typeof(AmiChannel).GetProperties(), property => Assert.Contains(property.PropertyType, flat));
    }

    private AmiChannel Channel(params string[] lines) => new(Wire.Message(lines), _line.Session);
}
