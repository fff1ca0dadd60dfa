using System.Collections.Generic;
using System.Management.Automation;
using AsteriskAmi.Queues;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists the members of queues.</summary>
[Cmdlet(VerbsCommon.Get, "AmiQueueMember")]
[SendsAction("QueueStatus")]
[OutputType(typeof(AmiQueueMember))]
public sealed class GetAmiQueueMemberCommand : AmiQueueContentCmdlet<AmiQueueMember>
{
    /// <summary>The members' names or interfaces.</summary>
    [Parameter(Position = 1)]
    [Alias("Interface", "MemberName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(QueueMemberNameCompleter))]
    public string[]? Name { get; set; }

    private protected override string[]? Wanted => Name;

    private protected override string Noun => "queue member";

    private protected override string Cure => "Get-AmiQueueMember without -Name lists all.";

    private protected override IEnumerable<AmiQueueMember> ItemsIn(AmiQueue queue) => queue.Members;

    private protected override string[] NamesOf(AmiQueueMember item) => new[] { item.Name, item.Interface };
}
