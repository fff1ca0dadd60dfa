using System;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Calls;

public sealed class ChannelControlTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData(AmiBridgeTone.No, "no")]
    [InlineData(AmiBridgeTone.Channel1, "channel1")]
    [InlineData(AmiBridgeTone.Channel2, "channel2")]
    [InlineData(AmiBridgeTone.Both, "both")]
    public async Task Connecting_two_channels_sends_these_lines(AmiBridgeTone tone, string sent)
    {
        FakeAction action = await _line.Answered("Bridge", session => session.Bridge("SIP/1-1", "SIP/2-2", tone, Limit.Token));

        Assert.Equal(["Channel1: SIP/1-1", "Channel2: SIP/2-2", "Tone: " + sent], action.Headers, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_channel_that_is_not_there_cannot_be_connected()
    {
        AmiException e = await _line.Refused(
            "Bridge", "Channel2 does not exist: SIP/2-2", AmiErrorCode.NotFound, session => session.Bridge("SIP/1-1", "SIP/2-2"));

        Assert.Contains("SIP/2-2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_channel_is_not_connected_with_itself()
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.Bridge("SIP/1-1", "sip/1-1"));
    }

    [Theory]
    [InlineData(30, "30")]
    [InlineData(0.25, "0.25")]
    [InlineData(86_400, "86400")]
    public async Task A_time_limit_is_sent_in_seconds(double seconds, string sent)
    {
        FakeAction action = await _line.Answered(
            "AbsoluteTimeout", session => session.SetTimeout("SIP/1-1", TimeSpan.FromSeconds(seconds), Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Timeout: " + sent], action.Headers);
    }

    [Fact]
    public async Task A_time_limit_is_taken_away_by_the_function_because_the_action_takes_no_zero()
    {
        FakeAction action = await _line.Answered("Setvar", session => session.SetTimeout("SIP/1-1", TimeSpan.Zero, Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Variable: TIMEOUT(absolute)", "Value: 0"], action.Headers);
    }

    [Theory]
    [InlineData(AmiMuteDirection.All, true, "all", "on")]
    [InlineData(AmiMuteDirection.In, true, "in", "on")]
    [InlineData(AmiMuteDirection.Out, false, "out", "off")]
    public async Task Muting_sends_these_lines(AmiMuteDirection direction, bool muted, string way, string state)
    {
        FakeAction action = await _line.Answered("MuteAudio", session => session.Mute("SIP/1-1", direction, muted, Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Direction: " + way, "State: " + state], action.Headers);
    }

    [Fact]
    public async Task A_text_is_sent_with_its_kind_where_it_has_one()
    {
        FakeAction plain = await _line.Answered("SendText", session => session.SendText("SIP/1-1", "Grüße: hello", null, Limit.Token));
        FakeAction html = await _line.Answered("SendText", session => session.SendText("SIP/1-1", "<b>hi</b>", "text/html", Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Message: Grüße: hello"], plain.Headers);
        Assert.Equal(["Channel: SIP/1-1", "Message: <b>hi</b>", "Content-Type: text/html"], html.Headers);
    }
}
