using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Agents;

/// <summary>What can be asked of agents (app_agent_pool) and done to them.</summary>
public static class AgentActions
{
    /// <summary>Lists the agents of agents.conf, logged in or not.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The agents.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiAgent> GetAgents(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("Agents"), cancellation).Select(item => new AmiAgent(item, session));

    /// <summary>Logs an agent off. One who is not logged in stays so.</summary>
    /// <param name="session">The session.</param>
    /// <param name="agent">The agent's id.</param>
    /// <param name="soft">Whether a call that the agent is in goes on to its end first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such agent; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void LogAgentOff(
        this AmiSession session, string agent, bool soft = false, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("AgentLogoff").Add("Agent", agent).Add("Soft", soft ? "true" : "false"), cancellation);
}
