using System;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ErrorMappingTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("Permission denied", AmiErrorCode.PermissionDenied)]
    [InlineData("Invalid/unknown command: Nope. Use Action: ListCommands to show available commands.", AmiErrorCode.ActionFailed)]
    [InlineData("No such channel", AmiErrorCode.NotFound)]
    [InlineData("No such queue", AmiErrorCode.NotFound)]
    [InlineData("Unable to add interface to queue: No such queue", AmiErrorCode.NotFound)]
    [InlineData("Unable to remove interface: Not there", AmiErrorCode.NotFound)]
    [InlineData("Database entry not found", AmiErrorCode.NotFound)]
    [InlineData("Session not found", AmiErrorCode.NotFound)]
    [InlineData("Unable to find endpoint nosuch", AmiErrorCode.NotFound)]
    [InlineData("Channel does not exist: SIP/1", AmiErrorCode.NotFound)]
    [InlineData("Channel not specified", AmiErrorCode.ActionFailed)]
    [InlineData("Regex compile failed on: /[bad(/", AmiErrorCode.ActionFailed)]
    [InlineData("File requires escalated privileges", AmiErrorCode.ActionFailed)]
    [InlineData("Command blacklisted", AmiErrorCode.ActionFailed)]
    public async Task What_the_server_says_decides_the_code_and_is_quoted(string message, AmiErrorCode code)
    {
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("Nope");
        _line.Peer.Refuse(action, message);

        AmiException e = await Fails.With(code, answer.InTime());

        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Contains("Nope", e.Message, StringComparison.Ordinal);
        Assert.Equal(message, e.Answer!.GetHeader("Message"));
        await _line.Ping();
    }

    [Theory]
    [InlineData("QueuePause", "Queue", "Interface", "Get-AmiQueueMember")]
    [InlineData("PJSIPRegister", "Registration", "ActionID", "Get-AmiRegistration")]
    [InlineData("Hangup", "Channel", "Cause", "Get-AmiChannel")]
    public void What_is_not_found_comes_with_the_cmdlet_that_lists_such_things(string action, string first, string second, string cmdlet)
    {
        AmiException e = AnswerErrors.ToException(
            new AmiAction(action).Add(first, "nosuch").Add(second, "1"), "admin", "22.10.1", Wire.Message("Response: Error", "Message: No such thing"));

        Assert.Equal(AmiErrorCode.NotFound, e.Code);
        Assert.EndsWith($" {cmdlet} lists what there is.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_action_names_the_account_that_lacks_the_privilege()
    {
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("Hangup");
        _line.Peer.Refuse(action, "Permission denied");

        AmiException e = await Fails.With(AmiErrorCode.PermissionDenied, answer.InTime());

        Assert.Contains("'alice'", e.Message, StringComparison.Ordinal);
        Assert.Contains("manager.conf", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_command_says_why_in_its_output()
    {
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("Command");
        _line.Peer.Send(
            "Response: Error",
            "ActionID: " + action.Id,
            "Message: Command output follows",
            "Output: No such command 'nosuch' (type 'core show help nosuch' for other possible commands)");

        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, answer.InTime());

        Assert.Contains("No such command 'nosuch'", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Command output follows", e.Message, StringComparison.Ordinal);
        Assert.Single(e.Answer!.GetOutput());
    }

    [Fact]
    public async Task An_error_tells_what_the_action_was_about_and_keeps_secrets()
    {
        Task<AmiMessage> answer = Limit.Run(() => _line.Session.Invoke(
            new AmiAction("Setvar").Add("Channel", "SIP/none").Add("Variable", "PIN").Add("Value", "hush-4711"), Limit.Token));
        _line.Peer.Refuse(_line.Peer.Expect("Setvar"), "No such channel");

        AmiException e = await Fails.With(AmiErrorCode.NotFound, answer.InTime());

        Assert.Contains("SIP/none", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-4711", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_without_a_message_is_still_an_error()
    {
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("Some");
        _line.Peer.Send("Response: Error", "ActionID: " + action.Id);

        await Fails.With(AmiErrorCode.ActionFailed, answer.InTime());
    }

    [Fact]
    public async Task A_message_of_several_lines_is_quoted_whole()
    {
        (FakeAction action, Task<AmiMessage> answer) = _line.Send("Some");
        _line.Peer.SendText("Response: Error\r\nActionID: " + action.Id + "\r\nMessage: First\nsecond\r\n\r\n");

        AmiException e = await Fails.With(AmiErrorCode.ActionFailed, answer.InTime());

        Assert.Contains("First\nsecond", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_asynchronously_fails_alike()
    {
        Task<AmiMessage> answer = _line.Session.InvokeAsync(new AmiAction("Some"), Limit.Token);
        _line.Peer.Refuse(_line.Peer.Expect("Some"), "Permission denied");

        await Fails.With(AmiErrorCode.PermissionDenied, answer.InTime());
    }

    [Fact]
    public async Task Hanging_up_and_redirecting_a_channel_that_is_not_there_finds_nothing()
    {
        Task hangup = Limit.Run(() => _line.Session.Hangup("SIP/none", 17, Limit.Token));
        FakeAction action = _line.Peer.Expect("Hangup");
        Assert.Equal("SIP/none", action.Value("Channel"));
        Assert.Equal("17", action.Value("Cause"));
        _line.Peer.Refuse(action, "No such channel");
        await Fails.With(AmiErrorCode.NotFound, hangup.InTime());

        Task redirect = Limit.Run(() => _line.Session.Redirect("SIP/none", new AmiDialplanPlace("test", "100"), Limit.Token));
        action = _line.Peer.Expect("Redirect");
        Assert.Equal(["Channel: SIP/none", "Context: test", "Exten: 100", "Priority: 1"], action.Headers);
        _line.Peer.Refuse(action, "Channel does not exist: SIP/none");
        await Fails.With(AmiErrorCode.NotFound, redirect.InTime());
    }

    [Theory]
    [InlineData(127)]
    [InlineData(200)]
    public async Task An_action_with_too_many_headers_never_reaches_the_wire(int headers)
    {
        var many = new AmiAction("Many");
        for (int i = 0; i < headers; i++)
        {
            many.Add("Variable", "x=1");
        }

        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.Invoke(many, Limit.Token));

        await _line.Ping();
    }
}
