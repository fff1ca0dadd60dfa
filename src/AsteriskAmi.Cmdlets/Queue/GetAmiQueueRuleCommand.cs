using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists the rules by which waiting callers come to members of other penalties.</summary>
[Cmdlet(VerbsCommon.Get, "AmiQueueRule")]
[SendsAction("QueueRule")]
[OutputType(typeof(AmiQueueRule))]
public sealed class GetAmiQueueRuleCommand : AmiListCmdlet<AmiQueueRule>
{
    /// <summary>The rules' names.</summary>
    [Parameter(Position = 0)]
    [Alias("Rule")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueRuleCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "queue rule";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiQueueRule without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiQueueRule> Read(AmiSession session, CancellationToken cancellation) =>
        session.GetQueueRules(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiQueueRule item) => item.Name;
}
