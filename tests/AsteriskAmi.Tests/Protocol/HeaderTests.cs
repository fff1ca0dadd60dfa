using System.Collections.Generic;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class HeaderTests
{
    [Fact]
    public void A_header_may_have_no_space_after_the_colon()
    {
        Assert.Equal("1", Wire.Message("Event: A", "X:1").GetHeader("X"));
    }

    [Theory]
    [InlineData("X:")]
    [InlineData("X: ")]
    public void A_header_may_have_no_value(string line)
    {
        AmiMessage message = Wire.Message("Event: A", line, "Y: 2");

        Assert.Equal(string.Empty, message.GetHeader("X"));
        Assert.Equal(["Event=A", "X=", "Y=2"], Wire.Headers(message));
    }

    [Fact]
    public void A_header_without_a_value_may_be_the_last_line()
    {
        Assert.Equal(string.Empty, Wire.Message("Event: CoreShowChannel", "BridgeId: ").GetHeader("BridgeId"));
    }

    [Fact]
    public void Only_one_space_after_the_colon_is_dropped_and_the_end_of_the_value_is_kept()
    {
        Assert.Equal("  two more ", Wire.Message("Event: A", "X:   two more ").GetHeader("X"));
    }

    [Fact]
    public void A_name_may_hold_parentheses()
    {
        AmiMessage message = Wire.Message("Event: Newstate", "ChanVariable(PJSIP/1-1): a=1");

        Assert.Equal("a=1", message.GetHeader("ChanVariable(PJSIP/1-1)"));
        Assert.Equal(["Event=Newstate", "ChanVariable(PJSIP/1-1)=a=1"], Wire.Headers(message));
    }

    [Fact]
    public void A_value_may_hold_colons()
    {
        Assert.Equal("a: b = c", Wire.Message("Response: Success", "Value: a: b = c").GetHeader("Value"));
    }

    [Fact]
    public void Repeated_headers_are_all_kept_in_their_order()
    {
        AmiMessage message = Wire.Message(
            "Event: Newstate", "ChanVariable: a=1", "Channel: SIP/1", "chanvariable: b=2", "ChanVariable: ", "ChanVariable: a=1");

        Assert.Equal(["a=1", "b=2", string.Empty, "a=1"], message.GetHeaders("ChanVariable"));
        Assert.Equal("a=1", message.GetHeader("ChanVariable"));
        Assert.Equal(
            ["Event=Newstate", "ChanVariable=a=1", "Channel=SIP/1", "chanvariable=b=2", "ChanVariable=", "ChanVariable=a=1"],
            Wire.Headers(message));
    }

    [Theory]
    [InlineData("uniqueid")]
    [InlineData("UNIQUEID")]
    [InlineData("UniqueID")]
    public void Names_are_found_in_any_case(string name)
    {
        Assert.Equal("1.1", Wire.Message("Event: Cdr", "Uniqueid: 1.1").GetHeader(name));
    }

    [Theory]
    [InlineData("Line-00", "Line-0")]
    [InlineData("A[", "A{")]
    [InlineData("A@", "A`")]
    [InlineData("A-1", "A\r1")]
    public void Names_that_differ_by_more_than_the_case_of_letters_are_different(string name, string asked)
    {
        Assert.Null(Wire.Message("Event: A", name + ": 1").GetHeader(asked));
    }

    [Fact]
    public void A_header_that_is_not_there_is_null_and_gives_no_values()
    {
        AmiMessage message = Wire.Message("Event: A", "X: 1");

        Assert.Null(message.GetHeader("Y"));
        Assert.Null(message.GetHeader(string.Empty));
        Assert.Empty(message.GetHeaders("Y"));
    }

    [Fact]
    public void A_line_without_a_colon_is_no_header_and_does_not_stop_the_reading()
    {
        AmiMessage message = Wire.Message("Event: A", "this is only data", "X: 1", "more data", "Y: 2");

        Assert.Equal(["Event=A", "X=1", "Y=2"], Wire.Headers(message));
        Assert.Contains("this is only data", Wire.Text(message), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_begins_with_a_colon_is_no_header()
    {
        Assert.Equal(["Event=A", "X=1"], Wire.Headers(Wire.Message("Event: A", ": nameless", "X: 1")));
    }

    [Fact]
    public void A_newline_inside_an_error_message_stays_in_the_message()
    {
        AmiMessage message = Wire.One(
            "Response: Error\r\nActionID: 7\r\nMessage: Could not do it\nfor a reason\nthat takes three lines\r\nX: 1\r\n\r\n");

        Assert.Equal("Could not do it\nfor a reason\nthat takes three lines", message.GetHeader("Message"));
        Assert.Equal("7", message.GetHeader("ActionID"));
        Assert.Equal("1", message.GetHeader("X"));
        Assert.Equal(4, message.GetAllHeaders().Count);
    }

    [Fact]
    public void A_newline_inside_the_last_value_stays_in_it()
    {
        Assert.Equal("one\ntwo", Wire.One("Response: Error\r\nMessage: one\ntwo\r\n\r\n").GetHeader("Message"));
    }

    [Fact]
    public void A_blank_line_ends_a_message_that_has_lines_of_bare_LF()
    {
        List<AmiMessage> messages = Wire.Read("Response: Error\nMessage: one\ntwo\n\nEvent: B\nX: 1\n\n");

        Assert.Equal(2, messages.Count);
        Assert.Equal("one\ntwo", messages[0].GetHeader("Message"));
        Assert.Equal("B", messages[1].EventName);
    }

    [Fact]
    public void Headers_that_manager_conf_adds_to_events_are_headers_like_others()
    {
        // timestampevents, systemname and debug.
        AmiMessage message = Wire.Message(
            "Event: Hangup", "Privilege: call,all", "SequenceNumber: 17", "File: channel.c", "Line: 2586", "Func: ast_hangup",
            "SystemName: pbx1", "Timestamp: 1795338544.123456", "Channel: SIP/1");

        Assert.Equal("Hangup", message.EventName);
        Assert.Equal("pbx1", message.GetHeader("SystemName"));
        Assert.Equal("1795338544.123456", message.GetHeader("Timestamp"));
        Assert.Equal("SIP/1", message.GetHeader("Channel"));
    }

    [Fact]
    public void Event_names_and_header_names_are_shared_between_messages()
    {
        AmiMessage one = Wire.Message("Event: SharedName", "SharedHeader: 1");
        AmiMessage two = Wire.Message("Event: SharedName", "SharedHeader: 2");

        Assert.Equal(one.EventName, two.EventName);
        Assert.Equal(one.GetAllHeaders()[1].Key, two.GetAllHeaders()[1].Key);
    }

    [Fact]
    public void Sharing_never_mixes_names_up()
    {
        // Many more names than any table of shared names has places.
        for (int i = 0; i < 20_000; i++)
        {
            string name = "Name" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(name, Wire.Message("Event: " + name).EventName);
        }
    }

    [Fact]
    public void A_message_shows_no_properties_of_its_own()
    {
        Assert.Empty(typeof(AmiMessage).GetProperties());
        Assert.Empty(typeof(AmiMessage).GetFields());
    }
}
