using System.Collections.Generic;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Events;

public class EventMatcherTests
{
    private static readonly AmiMessage _dial = Wire.Message(
        "Event: DialBegin", "Channel: PJSIP/1001-00000001", "ChannelState: 4", "DestChannel: Local/7@queue-1;1", "ChanVariable: a=1", "ChanVariable: b=2");

    [Theory]
    [InlineData("PJSIP/1001-*", true)]
    [InlineData("pjsip/1001-0000000?", true)]
    [InlineData("Local/*", true)]
    [InlineData("*;1", true)]
    [InlineData("PJSIP/1001", false)]
    [InlineData("4", false)]
    public void A_channel_may_stand_in_any_header_that_names_one(string channel, bool wanted) =>
        Assert.Equal(wanted, Wants(_dial, new AmiEventFilter { Channels = [channel] }));

    [Theory]
    [InlineData("Channel1", true)]
    [InlineData("Channel2", true)]
    [InlineData("TransfererChannel", true)]
    [InlineData("ChannelStateDesc", false)]
    [InlineData("Channels", false)]
    [InlineData("Channel3", false)]
    public void What_names_a_channel_is_told_by_the_headers_name(string header, bool wanted) =>
        Assert.Equal(wanted, Wants(Wire.Message("Event: A", header + ": X/1"), new AmiEventFilter { Channels = ["X/1"] }));

    [Fact]
    public void All_that_is_given_must_fit()
    {
        Assert.True(Wants(_dial, new AmiEventFilter { Names = ["Dial*"], Channels = ["PJSIP/*"], Headers = Header("ChannelState", "4") }));
        Assert.False(Wants(_dial, new AmiEventFilter { Names = ["Hangup"], Channels = ["PJSIP/*"] }));
        Assert.False(Wants(_dial, new AmiEventFilter { Names = ["Dial*"], Headers = Header("ChannelState", "6") }));
        Assert.False(Wants(_dial, new AmiEventFilter { Names = ["Dial*"], Exclude = ["*Begin"] }));
        Assert.False(Wants(_dial, new AmiEventFilter { Queues = ["support"] }));
    }

    [Theory]
    [InlineData("`*98", "*98", true)]
    [InlineData("`*98", "198", false)]
    [InlineData("`[a`]", "[a]", true)]
    [InlineData("``", "`", true)]
    [InlineData("a`", "a`", true)]
    public void A_backtick_takes_the_meaning_from_what_is_behind_it(string pattern, string value, bool wanted) =>
        Assert.Equal(wanted, Wants(Wire.Message("Event: A", "Exten: " + value), new AmiEventFilter { Headers = Header("Exten", pattern) }));

    [Theory]
    [InlineData("a=1", true)]
    [InlineData("B=2", true)]
    [InlineData("a=2", false)]
    public void One_value_of_a_header_that_repeats_will_do(string value, bool wanted) =>
        Assert.Equal(wanted, Wants(_dial, new AmiEventFilter { Headers = Header("chanvariable", value) }));

    [Fact]
    public void One_of_several_values_will_do()
    {
        Assert.True(Wants(_dial, new AmiEventFilter { Headers = Header("ChannelState", "5", "4") }));
        Assert.False(Wants(_dial, new AmiEventFilter { Headers = Header("ChannelState", "5", "6") }));
    }

    [Theory]
    [InlineData("Cause:")]
    [InlineData("Cau\r\nse")]
    [InlineData("")]
    public void A_name_that_no_header_can_have_is_refused(string name) =>
        Fails.With(AmiErrorCode.InvalidHeader, () => Wants(_dial, new AmiEventFilter { Headers = Header(name, "1") }));

    [Fact]
    public void A_header_without_a_value_to_look_for_is_refused() =>
        Fails.With(AmiErrorCode.InvalidHeader, () => Wants(_dial, new AmiEventFilter { Headers = Header("Cause") }));

    private static Dictionary<string, IReadOnlyCollection<string>> Header(string name, params string[] values) => new() { [name] = values };

    private static bool Wants(AmiMessage message, AmiEventFilter filter) => new EventMatcher(filter).Wants(message.EventName!, message);
}
