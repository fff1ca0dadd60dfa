using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Calls;

public sealed class AgiTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_result_of_a_command_is_that_of_the_event_with_its_id()
    {
        Task<AmiAgiResult> running = Run("GET VARIABLE UTF8");
        FakeAction action = _line.Peer.Expect("AGI");
        string id = action.Value("CommandID");
        Exec("SIP/1-1", "other", "200%20result%3D0%0A");
        _line.Peer.Answer(action, "Message: Added AGI command to queue");
        Exec("SIP/2-2", "another", "200%20result%3D0%0A");
        Exec("SIP/1-1", id, "200%20result%3D1%20(Gr%C3%BC%C3%9Fe%3A%20100%25%20(a)%20%2B%20b)%0A");
        AmiAgiResult result = await running.InTime();

        Assert.Equal(["Channel: SIP/1-1", "Command: GET VARIABLE UTF8", "CommandID: " + id], action.Headers);
        Assert.Equal("SIP/1-1", result.Channel);
        Assert.Equal("GET VARIABLE UTF8", result.Command);
        Assert.Equal(id, result.CommandId);
        Assert.Equal(200, result.Code);
        Assert.Equal("1", result.Result);
        Assert.Equal("Grüße: 100% (a) + b", result.Data);
        Assert.Equal("200 result=1 (Grüße: 100% (a) + b)", result.Text);
        Assert.Same(_line.Session, result.Session);
        Assert.Equal(result.Text, result.ToString());
    }

    [Theory]
    [InlineData("200 result=0\n", 200, "0", null)]
    [InlineData("200 result=-1 (hangup) endpos=8160\n", 200, "-1", "hangup")]
    [InlineData("200 result=0123#\n", 200, "0123#", null)]
    [InlineData("200 result= (timeout)\n", 200, "", "timeout")]
    [InlineData("200 result=1 ()\n", 200, "1", "")]
    [InlineData("200 result=1 (two\nlines)\n", 200, "1", "two\nlines")]
    [InlineData("510 Invalid or unknown command\n", 510, "", null)]
    [InlineData("520-Invalid command syntax.\n520 End\n", 520, "", null)]
    [InlineData("", 0, "", null)]
    public void A_result_is_taken_apart(string text, int code, string value, string? data)
    {
        var result = new AmiAgiResult("SIP/1-1", "X", "1", text, _line.Session);

        Assert.Equal(code, result.Code);
        Assert.Equal(value, result.Result);
        Assert.Equal(data, result.Data);
        Assert.Equal(text.TrimEnd('\n'), result.Text);
    }

    [Fact]
    public async Task Two_commands_at_the_same_time_get_their_own_results()
    {
        Task<AmiAgiResult>[] running = [Run("A"), Run("B")];
        FakeAction[] actions = [_line.Peer.Expect("AGI"), _line.Peer.Expect("AGI")];
        foreach (FakeAction action in actions)
        {
            _line.Peer.Answer(action, "Message: Added AGI command to queue");
        }

        foreach (FakeAction action in actions.Reverse())
        {
            Exec("SIP/1-1", action.Value("CommandID"), "200%20result%3D" + action.Value("Command") + "%0A");
        }

        AmiAgiResult[] results = await Task.WhenAll(running).InTime();
        Assert.All(results, result => Assert.Equal(result.Command, result.Result));
    }

    [Theory]
    [InlineData("510%20Invalid%20or%20unknown%20command%0A", "510 Invalid")]
    [InlineData("520-Invalid%20command%20syntax.%20%20Proper%20usage%20follows%3A%0AX%0A520%20End%0A", "Proper usage")]
    public async Task A_command_that_did_not_run_is_an_error_with_what_Asterisk_said(string result, string said)
    {
        Task<AmiAgiResult> running = Run("NOSUCH");
        FakeAction action = _line.Peer.Expect("AGI");
        _line.Peer.Answer(action, "Message: Added AGI command to queue");
        Exec("SIP/1-1", action.Value("CommandID"), result);

        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, running.InTime());
        Assert.Contains("NOSUCH", e.Message, StringComparison.Ordinal);
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_does_not_wait_for_commands_is_explained()
    {
        AmiException e = await _line.Refused(
            "AGI",
            "Failed to add AGI command to channel SIP/1-1 queue",
            AmiErrorCode.ActionFailed,
            session => session.InvokeAgi("SIP/1-1", "NOOP", _long, Limit.Token));

        Assert.Contains("AGI(agi:async)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_ends_when_the_channel_leaves_AGI_and_not_when_another_does()
    {
        Task<AmiAgiResult> running = Run("WAIT FOR DIGIT 5000");
        _line.Peer.Answer(_line.Peer.Expect("AGI"), "Message: Added AGI command to queue");
        _line.Peer.Send("Event: AsyncAGIEnd", "Privilege: agi,all", "Channel: SIP/2-2");
        await _line.Ping();
        Assert.False(running.IsCompleted);
        _line.Peer.Send("Event: AsyncAGIEnd", "Privilege: agi,all", "Channel: SIP/1-1");

        Assert.Contains("left AGI", (await Fails.With(AmiErrorCode.ActionFailed, running.InTime())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_was_named_by_its_id_is_known_by_it()
    {
        Task<AmiAgiResult> running = Limit.Run(() => _line.Session.InvokeAgi("1795.1", "NOOP", _long, Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("AGI"), "Message: Added AGI command to queue");
        _line.Peer.Send("Event: AsyncAGIEnd", "Channel: SIP/1-1", "Uniqueid: 1795.1");

        await Fails.With(AmiErrorCode.ActionFailed, running.InTime());
    }

    [Fact]
    public async Task A_result_that_does_not_come_is_a_timeout_that_says_what_may_be_the_matter()
    {
        Task<AmiAgiResult> running = Limit.Run(() => _line.Session.InvokeAgi("SIP/1-1", "NOOP", TimeSpan.FromMilliseconds(100), Limit.Token));
        _line.Peer.Answer(_line.Peer.Expect("AGI"), "Message: Added AGI command to queue");

        AmiException e = await Fails.With(AmiErrorCode.Timeout, running.InTime());
        Assert.Contains("read=agi", e.Message, StringComparison.Ordinal);
        Assert.Contains("alice", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_connection_ends_the_wait()
    {
        Task<AmiAgiResult> running = Run("NOOP");
        _line.Peer.Answer(_line.Peer.Expect("AGI"), "Message: Added AGI command to queue");
        _line.Peer.Dispose();

        await Fails.With(AmiErrorCode.ConnectionLost, running.InTime());
    }

    [Fact]
    public async Task Closing_the_session_ends_the_wait()
    {
        Task<AmiAgiResult> running = Run("NOOP");
        _line.Peer.Answer(_line.Peer.Expect("AGI"), "Message: Added AGI command to queue");
        await _line.Ping();
        Task closing = Limit.Run(_line.Session.Dispose);

        await Fails.With(AmiErrorCode.NotConnected, running.InTime());
        await closing.InTime();
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var stop = new CancellationTokenSource();
        Task<AmiAgiResult> running = Limit.Run(() => _line.Session.InvokeAgi("SIP/1-1", "NOOP", _long, stop.Token));
        _line.Peer.Answer(_line.Peer.Expect("AGI"), "Message: Added AGI command to queue");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.InTime());
    }

    private Task<AmiAgiResult> Run(string command) => Limit.Run(() => _line.Session.InvokeAgi("SIP/1-1", command, _long, Limit.Token));

    private void Exec(string channel, string id, string result) =>
        _line.Peer.Send("Event: AsyncAGIExec", "Privilege: agi,all", "Channel: " + channel, "Result: " + result, "CommandId: " + id);
}
