using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Agents;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Agents;

public sealed class AgentTests : IDisposable
{
    private readonly Line _line = Line.Open();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task An_agent_has_what_its_item_says()
    {
        AmiAgent[] agents = await Ask(
            [
                "Event: Agents",
                "Agent: 0101",
                "Name: Jürgen",
                "Status: AGENT_ONCALL",
                "TalkingToChan: SIP/9-1",
                "CallStarted: 1795582443",
                "LoggedInTime: 1795582437",
                "Channel: SIP/1-1",
                "CallerIDNum: 11",
                "CallerIDName: One",
                "ConnectedLineNum: 0301",
                "ConnectedLineName: Caller",
                "Uniqueid: 1.1",
                "Linkedid: 1.0",
            ],
            ["Event: Agents", "Agent: 0102", "Name: Two", "Status: AGENT_LOGGEDOFF"]);

        AmiAgent busy = agents[0];
        Assert.Equal("0101", busy.Agent);
        Assert.Equal("Jürgen", busy.Name);
        Assert.Equal(AmiAgentStatus.OnCall, busy.Status);
        Assert.Equal("SIP/9-1", busy.TalkingToChannel);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795582443).LocalDateTime, busy.CallStarted);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795582437).LocalDateTime, busy.LoggedInTime);
        Assert.Equal("SIP/1-1", busy.Channel);
        Assert.Equal("0301", busy.ConnectedLineNumber);
        Assert.Equal("Caller", busy.ConnectedLineName);
        Assert.Equal("1.1", busy.Uniqueid);
        Assert.Equal("1.0", busy.Linkedid);
        Assert.Same(_line.Session, busy.Session);
        Assert.Equal("0101", busy.ToString());
        AmiAgent off = agents[1];
        Assert.Equal(AmiAgentStatus.LoggedOff, off.Status);
        Assert.Equal(string.Empty, off.Channel);
        Assert.Equal(string.Empty, off.TalkingToChannel);
        Assert.Null(off.LoggedInTime);
        Assert.Null(off.CallStarted);
    }

    [Theory]
    [InlineData("AGENT_LOGGEDOFF", AmiAgentStatus.LoggedOff)]
    [InlineData("AGENT_IDLE", AmiAgentStatus.Idle)]
    [InlineData("AGENT_ONCALL", AmiAgentStatus.OnCall)]
    [InlineData("AGENT_SOMETHING", AmiAgentStatus.Unknown)]
    public void The_status_is_one_of_those_that_agents_have(string status, AmiAgentStatus expected)
    {
        Assert.Equal(expected, new AmiAgent(Wire.Message("Event: Agents", "Status: " + status), _line.Session).Status);
    }

    [Fact]
    public async Task A_server_without_agents_gives_none()
    {
        Assert.Empty(await Ask());
    }

    [Fact]
    public async Task An_agent_is_logged_off_at_once_or_after_the_call()
    {
        FakeAction hard = await _line.Answered("AgentLogoff", session => session.LogAgentOff("0101", false, Limit.Token));
        FakeAction soft = await _line.Answered("AgentLogoff", session => session.LogAgentOff("0101", true, Limit.Token));
        AmiException e = await _line.Refused(
            "AgentLogoff", "No such agent", AmiErrorCode.NotFound, session => session.LogAgentOff("0102", false, Limit.Token));

        Assert.Equal(["Agent: 0101", "Soft: false"], hard.Headers);
        Assert.Equal(["Agent: 0101", "Soft: true"], soft.Headers);
        Assert.Contains("Agent: 0102", e.Message, StringComparison.Ordinal);
    }

    private async Task<AmiAgent[]> Ask(params string[][] items)
    {
        Task<AmiAgent[]> asking = Limit.Run(() => _line.Session.GetAgents(Limit.Token).ToArray());
        FakeAction action = _line.Peer.Expect("Agents");
        Assert.Empty(action.Headers);
        _line.Peer.AnswerList(action, "Agents", items);
        return await asking.InTime();
    }
}
