using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class CommandOutputTests
{
    private const string Head = "Response: Follows\r\nPrivilege: Command\r\nActionID: c-1\r\n";

    [Fact]
    public void From_Asterisk_14_on_output_is_kept_exactly()
    {
        AmiMessage message = Wire.Message(
            "Response: Success",
            "ActionID: c-1",
            "Message: Command output follows",
            "Output: sales has 0 calls (max unlimited) in 'ringall' strategy",
            "Output:    Members: ",
            "Output:       Alice (Local/1@agents) (Not in use)",
            "Output: ",
            "Output:\ttab: and colon",
            "Output:",
            "Output:  ");

        Assert.False(message.IsFollows);
        Assert.Equal(
            [
                "sales has 0 calls (max unlimited) in 'ringall' strategy",
                "   Members: ",
                "      Alice (Local/1@agents) (Not in use)",
                string.Empty,
                "\ttab: and colon",
                string.Empty,
                " ",
            ],
            message.GetOutput());
    }

    [Fact]
    public void A_failing_command_is_an_error_with_output()
    {
        AmiMessage message = Wire.Message(
            "Response: Error",
            "ActionID: c-1",
            "Message: Command output follows",
            "Output: No such command 'nosuch' (type 'core show help nosuch' for other possible commands)");

        Assert.True(message.IsError);
        Assert.Equal(
            ["No such command 'nosuch' (type 'core show help nosuch' for other possible commands)"],
            message.GetOutput());
    }

    [Fact]
    public void A_command_that_prints_nothing_has_no_output()
    {
        Assert.Empty(Wire.Message("Response: Success", "Message: Command output follows").GetOutput());
        Assert.Empty(Wire.One(Head + "--END COMMAND--\r\n\r\n").GetOutput());
    }

    [Fact]
    public void Until_Asterisk_13_raw_lines_are_kept_exactly()
    {
        string text = Head
            + "System uptime: 1 week\n"
            + "\n"
            + "   Channel: indented, and no header\n"
            + "Event: neither is this\n"
            + "last line\n"
            + "--END COMMAND--\r\n\r\n";

        foreach (List<AmiMessage> messages in new[] { Wire.Read(text), Wire.ReadByteByByte(text) })
        {
            AmiMessage message = Assert.Single(messages);
            Assert.True(message.IsFollows);
            Assert.False(message.IsEvent);
            Assert.Equal("c-1", message.GetHeader("ActionID"));
            Assert.Equal(
                ["System uptime: 1 week", string.Empty, "   Channel: indented, and no header", "Event: neither is this", "last line"],
                message.GetOutput());
        }
    }

    [Fact]
    public void Raw_lines_are_no_headers()
    {
        AmiMessage message = Wire.One(Head + "Channel: SIP/1\nMessage: a list will follow\nEventList: start\n--END COMMAND--\r\n\r\n");

        Assert.Equal(["Response=Follows", "Privilege=Command", "ActionID=c-1"], Wire.Headers(message));
        Assert.Null(message.GetHeader("Channel"));
        Assert.Null(message.GetHeader("EventList"));
        Assert.Null(message.GetHeader("Message"));
        Assert.Empty(message.GetHeaders("Channel"));
    }

    [Fact]
    public void Raw_output_may_look_like_the_headers_before_it()
    {
        AmiMessage message = Wire.One(Head + "Privilege: shown by the command\nMessage: also shown\nend\n--END COMMAND--\r\n\r\n");

        Assert.Equal(["Privilege: shown by the command", "Message: also shown", "end"], message.GetOutput());
    }

    [Fact]
    public void Raw_output_may_end_without_a_newline_before_the_marker()
    {
        Assert.Equal(["one", "two"], Wire.One(Head + "one\ntwo--END COMMAND--\r\n\r\n").GetOutput());
    }

    [Fact]
    public void Raw_output_may_hold_the_marker_itself()
    {
        AmiMessage message = Wire.One(Head + "--END COMMAND-- is how it ends\nlast\n--END COMMAND--\r\n\r\n");

        Assert.Equal(["--END COMMAND-- is how it ends", "last"], message.GetOutput());
    }

    [Fact]
    public void Raw_output_may_hold_several_blank_lines_in_a_row()
    {
        Assert.Equal(
            [string.Empty, string.Empty, "a", string.Empty, string.Empty, "b", string.Empty],
            Wire.One(Head + "\n\na\n\n\nb\n\n--END COMMAND--\r\n\r\n").GetOutput());
    }

    [Theory]
    [InlineData("Response: Success\r\nActionID: c-2\r\n\r\n")]
    [InlineData("Event: Hangup\r\nActionID: c-2\r\n\r\n")]
    public void Raw_output_without_its_marker_ends_where_another_message_begins(string next)
    {
        string text = Head + "one\n\ntwo\n\r\n\r\n" + next;

        foreach (List<AmiMessage> messages in new[] { Wire.Read(text), Wire.ReadByteByByte(text) })
        {
            Assert.Equal(2, messages.Count);
            Assert.Equal(["one", string.Empty, "two"], messages[0].GetOutput().Take(3));
            Assert.Equal("c-2", messages[1].GetHeader("ActionID"));
        }
    }

    [Fact]
    public void An_answer_of_Follows_may_stand_between_other_messages()
    {
        string text = "Event: A\r\n\r\n" + Head + "x\n\ny\n--END COMMAND--\r\n\r\nEvent: B\r\n\r\n";

        foreach (List<AmiMessage> messages in new[] { Wire.Read(text), Wire.ReadByteByByte(text) })
        {
            Assert.Equal(["A", null, "B"], messages.Select(message => message.EventName));
            Assert.Equal(["x", string.Empty, "y"], messages[1].GetOutput());
        }
    }
}
