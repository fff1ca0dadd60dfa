using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Agents;

/// <summary>An agent of agents.conf, as it was when the server was asked (action Agents).</summary>
public sealed class AmiAgent
{
    internal AmiAgent(AmiMessage item, AmiSession session)
    {
        Agent = HeaderValue.Text(item, "Agent");
        Name = HeaderValue.Text(item, "Name");
        Status = HeaderValue.Text(item, "Status") switch
        {
            "AGENT_LOGGEDOFF" => AmiAgentStatus.LoggedOff,
            "AGENT_IDLE" => AmiAgentStatus.Idle,
            "AGENT_ONCALL" => AmiAgentStatus.OnCall,
            _ => AmiAgentStatus.Unknown,
        };
        LoggedInTime = HeaderValue.Moment(item, "LoggedInTime");
        Channel = HeaderValue.Text(item, "Channel");
        CallStarted = HeaderValue.Moment(item, "CallStarted");
        TalkingToChannel = HeaderValue.Text(item, "TalkingToChan");
        ConnectedLineNumber = HeaderValue.Party(item, "ConnectedLineNum");
        ConnectedLineName = HeaderValue.Party(item, "ConnectedLineName");
        Uniqueid = HeaderValue.Text(item, "Uniqueid");
        Linkedid = HeaderValue.Text(item, "Linkedid");
        Session = session;
    }

    /// <summary>The agent's id: what AgentLogin takes.</summary>
    public string Agent { get; }

    /// <summary>The agent's full name.</summary>
    public string Name { get; }

    /// <summary>What the agent does.</summary>
    public AmiAgentStatus Status { get; }

    /// <summary>Since when the agent is logged in, in local time; null for one who is not.</summary>
    public DateTime? LoggedInTime { get; }

    /// <summary>The channel by which the agent is logged in; empty for one who is not.</summary>
    public string Channel { get; }

    /// <summary>When the call began, in local time; null for one who is in no call.</summary>
    public DateTime? CallStarted { get; }

    /// <summary>The caller's channel; empty for one who is in no call.</summary>
    public string TalkingToChannel { get; }

    /// <summary>The caller's number; empty when it is not known.</summary>
    public string ConnectedLineNumber { get; }

    /// <summary>The caller's name.</summary>
    public string ConnectedLineName { get; }

    /// <summary>The unique id of the agent's channel.</summary>
    public string Uniqueid { get; }

    /// <summary>The unique id that ties the legs of one call together.</summary>
    public string Linkedid { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The agent's id.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => Agent;
}
