using System;
using System.Globalization;
using System.Text;
using AsteriskAmi.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

public class ActionWriterTests
{
    private readonly AmiActionWriter _writer = new();

    [Fact]
    public void ActionID_goes_right_after_Action_and_the_headers_keep_their_order()
    {
        AmiAction action = new AmiAction("Originate")
            .Add("Channel", "Local/100@test")
            .Add("Variable", "A=1")
            .Add("Async", "true")
            .Add("Variable", "B=zwei ü");

        Assert.Equal(
            "Action: Originate\r\nActionID: id-1\r\nChannel: Local/100@test\r\nVariable: A=1\r\nAsync: true\r\nVariable: B=zwei ü\r\n\r\n",
            Write(action, "id-1"));
    }

    [Fact]
    public void An_ActionID_given_as_a_header_still_goes_right_after_Action()
    {
        AmiAction action = new AmiAction("Ping").Add("X", "1").Add("actionid", "mine");

        Assert.Equal("mine", action.ActionId);
        Assert.Equal("Action: Ping\r\nActionID: mine\r\nX: 1\r\n\r\n", Write(action, action.ActionId));
    }

    [Fact]
    public void Without_an_ActionID_there_is_no_such_line()
    {
        Assert.Equal("Action: Ping\r\n\r\n", Write(new AmiAction("Ping"), null));
    }

    [Fact]
    public void The_first_byte_is_the_actions_and_no_byte_order_mark()
    {
        ArraySegment<byte> bytes = _writer.Write(new AmiAction("Ping"), "1");

        Assert.Equal((byte)'A', bytes[0]);
    }

    [Fact]
    public void Text_is_sent_as_UTF8()
    {
        Assert.Equal("Action: Setvar\r\nValue: Köln ☎ 😀\r\n\r\n", Write(new AmiAction("Setvar").Add("Value", "Köln ☎ 😀"), null));
    }

    [Fact]
    public void No_value_is_sent_as_an_empty_one()
    {
        Assert.Equal("Action: Setvar\r\nValue: \r\n\r\n", Write(new AmiAction("Setvar").Add("Value", null), null));
    }

    [Fact]
    public void An_optional_header_without_a_value_is_left_out()
    {
        Assert.Equal(
            "Action: A\r\nC: 1\r\n\r\n",
            Write(new AmiAction("A").AddOptional("A", null).AddOptional("B", string.Empty).AddOptional("C", "1"), null));
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("\r\nAction: Command\r\nCommand: core stop now")]
    public void CR_LF_and_NUL_are_refused_everywhere_with_the_name_of_the_header(string evil)
    {
        foreach (string text in new[] { evil, "a" + evil, evil + "b", "a" + evil + "b" })
        {
            AmiException inValue = Fails.With(AmiErrorCode.InvalidHeader, () => new AmiAction("Setvar").Add("Value", text));
            Assert.Contains("Value", inValue.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("core stop", inValue.Message, StringComparison.Ordinal);

            AmiException inName = Fails.With(AmiErrorCode.InvalidHeader, () => new AmiAction("Setvar").Add("Na" + text, "1"));
            Assert.Contains("Na", inName.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", inName.Message, StringComparison.Ordinal);

            Fails.With(AmiErrorCode.InvalidHeader, () => _ = new AmiAction("Ping" + text));
            Fails.With(AmiErrorCode.InvalidHeader, () => new AmiAction("Ping").Add("ActionID", text));
            Fails.With(AmiErrorCode.InvalidHeader, () => new AmiAction("Ping").AddOptional("X", text));
            Fails.With(AmiErrorCode.InvalidHeader, () => _writer.Write(new AmiAction("Ping"), text));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("A: B")]
    [InlineData("A:")]
    [InlineData(":")]
    [InlineData(" A")]
    [InlineData("A ")]
    [InlineData("Action")]
    [InlineData("ACTION")]
    public void A_name_that_is_none_is_refused(string name)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => new AmiAction("Ping").Add(name, "1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_action_needs_a_name(string name)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _ = new AmiAction(name));
    }

    [Theory]
    [InlineData('x', 1)]
    [InlineData('ü', 2)]
    [InlineData('☎', 3)]
    public void A_line_of_1024_bytes_is_sent_and_one_of_1025_is_refused_with_its_name(char letter, int bytesEach)
    {
        // "Value: " and CRLF take 9 bytes.
        string most = new string(letter, 1015 / bytesEach) + new string('-', 1015 % bytesEach);
        string line = "Value: " + most + "\r\n";
        Assert.Equal(1024, Encoding.UTF8.GetByteCount(line));
        Assert.Equal("Action: A\r\n" + line + "\r\n", Write(new AmiAction("A").Add("Value", most), null));

        AmiException e = Fails.With(AmiErrorCode.InvalidHeader, () => new AmiAction("A").Add("Value", most + "-"));

        Assert.Contains("Value", e.Message, StringComparison.Ordinal);
        Assert.Contains("1024", e.Message, StringComparison.Ordinal);
        Assert.Contains("1025", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ActionID_and_the_actions_name_may_not_be_too_long_either()
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _ = new AmiAction(new string('x', 1015)));
        Fails.With(AmiErrorCode.InvalidHeader, () => new AmiAction("A").Add("ActionID", new string('x', 1013)));
        Assert.Equal(1012, new AmiAction("A").Add("ActionID", new string('x', 1012)).ActionId!.Length);
    }

    [Fact]
    public void An_action_of_128_headers_is_sent_and_one_of_129_is_refused()
    {
        AmiAction action = WithHeaders(126);
        Assert.Equal(128, Write(action, "1").Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        action.Add("OneMore", "1");

        AmiException e = Fails.With(AmiErrorCode.InvalidHeader, () => _writer.Write(action, "1"));
        Assert.Contains("128", e.Message, StringComparison.Ordinal);
        Assert.Contains("129", e.Message, StringComparison.Ordinal);
        Assert.Contains("Many", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_ActionID_one_more_header_fits()
    {
        Assert.Equal(
            128, Write(WithHeaders(127), null).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Fails.With(AmiErrorCode.InvalidHeader, () => _writer.Write(WithHeaders(128), null));
    }

    [Fact]
    public void A_header_that_was_refused_leaves_nothing_behind_in_the_action()
    {
        var action = new AmiAction("Ping");
        Fails.With(AmiErrorCode.InvalidHeader, () => action.Add("X", "a\nb"));

        Assert.Equal("Action: Ping\r\n\r\n", Write(action, null));
    }

    [Fact]
    public void The_writer_is_good_again_after_a_refusal()
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _writer.Write(WithHeaders(200), "1"));

        Assert.Equal("Action: Ping\r\nActionID: 2\r\n\r\n", Write(new AmiAction("Ping"), "2"));
    }

    [Fact]
    public void A_large_action_is_written_whole_and_a_small_one_after_it_too()
    {
        AmiAction large = new("Large");
        for (int i = 0; i < 100; i++)
        {
            large.Add("Header", new string('ü', 500));
        }

        Assert.Equal(100 * (8 + 1000 + 2) + "Action: Large\r\n\r\n".Length, _writer.Write(large, null).Count);
        Assert.Equal("Action: Ping\r\n\r\n", Write(new AmiAction("Ping"), null));
    }

    [Fact]
    public void As_text_an_action_shows_its_name_and_no_secret()
    {
        Assert.Equal("Login", new AmiAction("Login").Add("Secret", "hush").ToString());
    }

    private static AmiAction WithHeaders(int count)
    {
        var action = new AmiAction("Many");
        for (int i = 0; i < count; i++)
        {
            action.Add("H" + i.ToString(CultureInfo.InvariantCulture), "x");
        }

        return action;
    }

    private string Write(AmiAction action, string? actionId)
    {
        ArraySegment<byte> bytes = _writer.Write(action, actionId);
        return Encoding.UTF8.GetString(bytes.Array!, bytes.Offset, bytes.Count);
    }
}
