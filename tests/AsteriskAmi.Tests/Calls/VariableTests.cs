using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Calls;

public sealed class VariableTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task A_variable_of_a_channel_is_asked_for()
    {
        AmiVariable? variable = null;
        FakeAction action = await _line.Answered(
            "Getvar", session => variable = session.GetVariable("CALLERID(num)", "SIP/1-1", Limit.Token), "Variable: CALLERID(num)", "Value: 0301");

        Assert.Equal(["Channel: SIP/1-1", "Variable: CALLERID(num)"], action.Headers);
        Assert.Equal("CALLERID(num)", variable!.Name);
        Assert.Equal("0301", variable.Value);
        Assert.Equal("SIP/1-1", variable.Channel);
        Assert.Same(_line.Session, variable.Session);
        Assert.Equal("CALLERID(num)", variable.ToString());
    }

    [Fact]
    public async Task A_variable_of_the_server_is_asked_for_without_a_channel_and_is_empty_when_it_was_never_set()
    {
        AmiVariable? variable = null;
        FakeAction action = await _line.Answered(
            "Getvar", session => variable = session.GetVariable("NOSUCH", null, Limit.Token), "Variable: NOSUCH", "Value: ");

        Assert.Equal(["Variable: NOSUCH"], action.Headers);
        Assert.Equal(string.Empty, variable!.Value);
        Assert.Null(variable.Channel);
    }

    [Fact]
    public async Task A_value_is_kept_as_it_is_with_blanks_before_it()
    {
        AmiVariable? variable = null;
        await _line.Answered("Getvar", session => variable = session.GetVariable("A"), "Variable: A", "Value:   a: b = c ");

        Assert.Equal("  a: b = c ", variable!.Value);
    }

    [Fact]
    public async Task The_variables_of_a_channel_come_from_its_status()
    {
        Task<AmiVariable[]> asking = Limit.Run(() => _line.Session.GetVariables("SIP/1-1", Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("Status");
        _line.Peer.AnswerList(action, "Status", ["Event: Status", "Channel: SIP/1-1", "Variable: A=1", "Variable: B=x=y"]);
        AmiVariable[] variables = await asking.InTime();

        Assert.Equal(["Channel: SIP/1-1", "AllVariables: true"], action.Headers);
        Assert.Equal(["A=1", "B=x=y"], variables.Select(variable => variable.Name + "=" + variable.Value));
        Assert.All(variables, variable => Assert.Equal("SIP/1-1", variable.Channel));
    }

    [Fact]
    public async Task The_variables_of_the_server_are_what_the_console_prints()
    {
        AmiVariable[]? variables = null;
        FakeAction action = await _line.Answered(
            "Command",
            session => variables = session.GetGlobalVariables(Limit.Token).ToArray(),
            "Message: Command output follows",
            "Output:    PLACE=test bench",
            "Output:    EMPTY=",
            "Output:    SUM=1+1=2",
            "Output: ",
            "Output:     -- 3 variable(s)");

        Assert.Equal(["Command: dialplan show globals"], action.Headers);
        Assert.Equal(["PLACE", "EMPTY", "SUM"], variables!.Select(variable => variable.Name));
        Assert.Equal(["test bench", "", "1+1=2"], variables!.Select(variable => variable.Value));
    }

    [Fact]
    public async Task Setting_a_variable_sends_its_value_as_it_is()
    {
        FakeAction own = await _line.Answered("Setvar", session => session.SetVariable("__A", "x, \"y\" \\z; ", "SIP/1-1", Limit.Token));
        FakeAction global = await _line.Answered("Setvar", session => session.SetVariable("B", string.Empty, null, Limit.Token));

        Assert.Equal(["Channel: SIP/1-1", "Variable: __A", "Value: x, \"y\" \\z; "], own.Headers);
        Assert.Equal(["Variable: B", "Value: "], global.Headers);
    }

    [Theory]
    [InlineData("A", " x")]
    [InlineData("A", "\tx")]
    [InlineData("A", "x\ny")]
    [InlineData("", "x")]
    [InlineData("${A}", "x")]
    public async Task What_would_not_be_set_as_it_is_written_is_refused(string name, string value)
    {
        Fails.With(AmiErrorCode.InvalidHeader, () => _line.Session.SetVariable(name, value, "SIP/1-1", Limit.Token));
        await _line.Ping();
    }

    [Fact]
    public async Task A_function_that_cannot_be_set_is_explained()
    {
        AmiException e = await _line.Refused(
            "Setvar", "Variable not set", AmiErrorCode.ActionFailed, session => session.SetVariable("DB(a/b)", "hidden", null, Limit.Token));

        Assert.Contains("DB(a/b)", e.Message, StringComparison.Ordinal);
        Assert.Contains("live_dangerously", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", e.Message, StringComparison.Ordinal);
    }
}
