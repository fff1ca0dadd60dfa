using System;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ConnectionLossTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_connection_cut_while_actions_wait_fails_all_of_them(bool reset, bool tls)
    {
        using Line line = Line.Open(tls: tls);
        (_, Task<AmiMessage> one) = line.Send("One");
        (_, Task<AmiMessage> two) = line.Send("Two");
        Task<AmiMessage> three = line.Session.InvokeAsync(new AmiAction("Three"), Limit.Token);
        line.Peer.Expect("Three");

        if (reset)
        {
            line.Peer.Reset();
        }
        else
        {
            line.Peer.Dispose();
        }

        AmiException e = await Fails.With(AmiErrorCode.ConnectionLost, one.InTime());
        Assert.Contains("127.0.0.1:" + line.Session.Port, e.Message, StringComparison.Ordinal);
        await Fails.With(AmiErrorCode.ConnectionLost, two.InTime());
        await Fails.With(AmiErrorCode.ConnectionLost, three.InTime());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_cut_in_the_middle_of_a_message_gives_no_half_message(bool tls)
    {
        using Line line = Line.Open(tls: tls);
        using AmiSubscription events = line.Session.Subscribe();
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Some");
        line.Peer.SendText("Event: Hangup\r\nChannel: SIP/1\r\n\r\nResponse: Success\r\nActionID: " + action.Id + "\r\n");
        line.Peer.Dispose();

        await Fails.With(AmiErrorCode.ConnectionLost, answer.InTime());
        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("Hangup", message.EventName);
        Fails.With(AmiErrorCode.ConnectionLost, () => events.TryTake(out _, Limit.Patience, Limit.Token));
    }

    [Fact]
    public void A_session_that_lost_its_connection_says_so_to_whoever_uses_it_next()
    {
        using Line line = Line.Open();
        line.Peer.Dispose();
        Limit.Until(() => line.Session.State == AmiSessionState.Closed, "the session noticed");

        AmiException e = Fails.With(AmiErrorCode.NotConnected, () => line.Session.Invoke(new AmiAction("Ping"), Limit.Token));

        Assert.Contains(line.Session.Name, e.Message, StringComparison.Ordinal);
        Assert.Contains("was lost", e.Message, StringComparison.Ordinal);
        Assert.Contains("Connect-Ami", e.Message, StringComparison.Ordinal);
        Fails.With(AmiErrorCode.NotConnected, () => line.Session.ThrowIfClosed());
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_the_session_and_names_the_limit()
    {
        using Line line = Line.Open(options => options.MaxMessageBytes = 4096);
        using AmiSubscription events = line.Session.Subscribe();
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Command");
        line.Peer.Answer(action, "Output: " + new string('x', 10_000));

        AmiException e = await Fails.With(AmiErrorCode.ConnectionLost, answer.InTime());

        Assert.Contains("4096", e.Message, StringComparison.Ordinal);
        Assert.Equal(AmiSessionState.Closed, line.Session.State);
        Fails.With(AmiErrorCode.ConnectionLost, () => events.TryTake(out _, Limit.Patience, Limit.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_large_answer_below_the_limit_is_read(bool tls)
    {
        using Line line = Line.Open(tls: tls);
        string output = new('x', 4 * 1024 * 1024);
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Command");
        line.Peer.Answer(action, "Message: Command output follows", "Output: " + output, "Output: end");

        Assert.Equal([output, "end"], (await answer.InTime()).GetOutput());
        await line.Ping();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_comes_byte_by_byte_is_read(bool tls)
    {
        using Line line = Line.Open(tls: tls);
        (FakeAction action, Task<AmiMessage> answer) = line.Send("Some");
        foreach (byte b in Wire.Bytes($"Response: Success\r\nActionID: {action.Id}\r\nValue: Grüße ☎\r\n\r\n"))
        {
            line.Peer.SendBytes(b);
        }

        Assert.Equal("Grüße ☎", (await answer.InTime()).GetHeader("Value"));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_never_end_the_session()
    {
        using Line line = Line.Open();
        using AmiSubscription events = line.Session.Subscribe();
        line.Peer.SendBytes([.. Wire.Bytes("Event: Bad\r\nCallerIDName: J"), 0xFC, .. Wire.Bytes("rgen\r\n\r\n")]);

        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("Jürgen", message.GetHeader("CallerIDName"));
        await line.Ping();
    }

    [Fact]
    public async Task Rubbish_between_messages_never_ends_the_session()
    {
        using Line line = Line.Open();
        line.Peer.SendText("what is this\r\n\r\n:::\r\n\r\n\r\n\n\n\0\0\n\nResponse\r\n\r\n");

        await line.Ping();
    }
}
