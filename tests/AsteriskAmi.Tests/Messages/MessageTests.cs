using System;
using System.Text;
using System.Threading.Tasks;
using AsteriskAmi.Messages;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Messages;

public sealed class MessageTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_message_sends_these_lines()
    {
        FakeAction action = await _line.Answered(
            "MessageSend",
            session => session.SendMessage("pjsip:0100", "sip:office@example.org", "hello, wörld", [new("X-B", "a,b"), new("X-A", "1")], Limit.Token));
        FakeAction bare = await _line.Answered("MessageSend", session => session.SendMessage("pjsip:0100", null, "x", null, Limit.Token));

        Assert.Equal(["To: pjsip:0100", "From: sip:office@example.org", "Body: hello, wörld", "Variable: X-B=a\\,b", "Variable: X-A=1"], action.Headers);
        Assert.Equal(["To: pjsip:0100", "Body: x"], bare.Headers);
    }

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("one\r\ntwo")]
    [InlineData(" indented")]
    [InlineData("ends in a blank ")]
    [InlineData("\r\n\r\nAction: Logoff\r\n\r\n")]
    public async Task A_text_that_a_line_would_not_keep_goes_encoded(string body)
    {
        FakeAction action = await _line.Answered("MessageSend", session => session.SendMessage("pjsip:1", null, body, null, Limit.Token));

        Assert.Equal(["To: pjsip:1", "Base64Body: " + Convert.ToBase64String(Encoding.UTF8.GetBytes(body))], action.Headers);
    }

    [Theory]
    [InlineData("0100", "x")]
    [InlineData("", "x")]
    [InlineData(":0100", "x")]
    [InlineData("pjsip:1\r\nAction: Logoff", "x")]
    [InlineData("pjsip:1", "a\0b")]
    public async Task What_cannot_be_sent_is_refused(string to, string body)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SendMessage(to, null, body, null, Limit.Token));
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SendMessage("pjsip:1", "a\nb", "x", null, Limit.Token));
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SendMessage("pjsip:1", null, new string('x', 2000), null, Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task A_message_that_failed_says_why_it_may_have()
    {
        AmiException e = await _line.Refused(
            "MessageSend", "Message failed to send.", AmiErrorCode.ActionFailed, session => session.SendMessage("pjsip:1", null, "x", null, Limit.Token));
        AmiException none = await _line.Refused(
            "MessageSend", "Message technology not found.", AmiErrorCode.NotFound, session => session.SendMessage("fax:1", null, "x", null, Limit.Token));

        Assert.Contains("registered", e.Message, StringComparison.Ordinal);
        Assert.Contains("no messages by 'fax'", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_event_sends_its_headers_in_order()
    {
        FakeAction action = await _line.Answered(
            "UserEvent", session => session.SendUserEvent("Door", [new("B", "1"), new("A", "ü"), new("B", string.Empty)], Limit.Token));
        FakeAction bare = await _line.Answered("UserEvent", session => session.SendUserEvent("Door", null, Limit.Token));

        Assert.Equal(["UserEvent: Door", "B: 1", "A: ü", "B: "], action.Headers);
        Assert.Equal(["UserEvent: Door"], bare.Headers);
    }

    [Theory]
    [InlineData("ActionID", "1")]
    [InlineData("userevent", "1")]
    [InlineData("Event", "Hangup")]
    [InlineData("Privilege", "user,all")]
    [InlineData("Action", "Logoff")]
    [InlineData("X", "1\r\nAction: Logoff")]
    public async Task A_header_that_is_not_ones_own_is_refused(string name, string value)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SendUserEvent("Door", [new(name, value)], Limit.Token));
        await _line.Ping();
    }
}
