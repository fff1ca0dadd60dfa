using System;
using System.Management.Automation;
using AsteriskAmi.Agents;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Logs agents off.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "AmiAgent", SupportsShouldProcess = true)]
[SendsAction("AgentLogoff")]
[OutputType(typeof(void))]
public sealed class DisconnectAmiAgentCommand : AmiActCmdlet
{
    /// <summary>The agents' ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[] Agent { get; set; } = Array.Empty<string>();

    /// <summary>Lets a call that an agent is in go on to its end first.</summary>
    [Parameter]
    public SwitchParameter Soft { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Array.ForEach(Agent, agent => Do(session, agent, Soft ? "Log off after the call" : "Log off", stop => session.LogAgentOff(agent, Soft, stop)));
}
