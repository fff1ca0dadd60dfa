using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Agents;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the ids of the server's agents.</summary>
public sealed class AgentCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetAgents(stop).Select(agent => agent.Agent));
}
