using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Agents;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists agents.</summary>
[Cmdlet(VerbsCommon.Get, "AmiAgent")]
[SendsAction("Agents")]
[OutputType(typeof(AmiAgent))]
public sealed class GetAmiAgentCommand : AmiListCmdlet<AmiAgent>
{
    /// <summary>The agents' ids or full names.</summary>
    [Parameter(Position = 0)]
    [Alias("Agent")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "agent";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiAgent without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiAgent> Read(AmiSession session, CancellationToken cancellation) => session.GetAgents(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiAgent item) => item.Agent;

    // Its Name is what people call it.
    private protected override IReadOnlyList<string>? NamesIn(PSObject input) =>
        PipedObjects.TextOf(input, "Agent") is string agent ? new[] { agent } : base.NamesIn(input);

    /// <inheritdoc/>
    private protected override bool IsWanted(NameSelection selection, AmiAgent item) => selection.Wants(new[] { item.Agent, item.Name });
}
