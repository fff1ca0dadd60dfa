using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class ClassificationTests
{
    [Fact]
    public void OriginateResponse_is_an_event_though_it_has_a_Response_header()
    {
        AmiMessage message = Wire.Message(
            "Event: OriginateResponse", "Privilege: call,all", "ActionID: 1", "Response: Failure", "Reason: 5");

        Assert.True(message.IsEvent);
        Assert.Equal("OriginateResponse", message.EventName);
        Assert.False(message.IsError);
    }

    [Fact]
    public void An_event_that_reports_an_error_in_its_Response_header_is_an_event()
    {
        Assert.True(Wire.Message("Event: OriginateResponse", "Response: Error").IsEvent);
    }

    [Fact]
    public void An_answer_with_a_header_named_Event_further_down_is_an_answer()
    {
        AmiMessage message = Wire.Message("Response: Success", "ActionID: 1", "Event: NotReally");

        Assert.False(message.IsEvent);
        Assert.Null(message.EventName);
    }

    [Fact]
    public void An_event_whose_first_line_is_another_header_is_an_event()
    {
        AmiMessage message = Wire.Message("Privilege: call,all", "Event: Hangup", "Channel: SIP/1");

        Assert.True(message.IsEvent);
        Assert.Equal("Hangup", message.EventName);
    }

    [Theory]
    [InlineData("event: Hangup")]
    [InlineData("EVENT:Hangup")]
    public void The_header_Event_counts_in_any_case(string line)
    {
        Assert.Equal("Hangup", Wire.Message(line, "Channel: SIP/1").EventName);
    }

    [Theory]
    [InlineData("Success", false)]
    [InlineData("Goodbye", false)]
    [InlineData("Error", true)]
    [InlineData("error", true)]
    public void Only_an_answer_of_Error_reports_an_error(string response, bool error)
    {
        AmiMessage message = Wire.Message("Response: " + response, "ActionID: 1", "Message: x");

        Assert.False(message.IsEvent);
        Assert.Equal(error, message.IsError);
    }

    [Fact]
    public void A_UserEvent_is_an_event_even_with_an_ActionID()
    {
        AmiMessage message = Wire.Message("Event: UserEvent", "Privilege: user,all", "UserEvent: Mine", "ActionID: 1");

        Assert.Equal("UserEvent", message.EventName);
        Assert.Equal("Mine", message.GetHeader("UserEvent"));
    }

    [Fact]
    public void A_message_of_data_only_is_neither_event_nor_error()
    {
        AmiMessage message = Wire.Message("nothing that anybody knows");

        Assert.False(message.IsEvent);
        Assert.False(message.IsError);
        Assert.False(message.IsFollows);
        Assert.Empty(message.GetAllHeaders());
    }

    [Theory]
    [InlineData("Hangup", "Event: Hangup", "Channel: SIP/1")]
    [InlineData("Success: Originate successfully queued", "Response: Success", "Message: Originate successfully queued")]
    [InlineData("Success", "Response: Success", "Ping: Pong")]
    public void As_text_a_message_says_what_it_is(string text, params string[] lines)
    {
        Assert.Equal(text, Wire.Message(lines).ToString());
    }
}
