using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists conferences.</summary>
[Cmdlet(VerbsCommon.Get, "AmiConference")]
[SendsAction("ConfbridgeListRooms")]
[OutputType(typeof(AmiConference))]
public sealed class GetAmiConferenceCommand : AmiListCmdlet<AmiConference>
{
    /// <summary>The conferences' names.</summary>
    [Parameter(Position = 0)]
    [Alias("Conference")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConferenceCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "conference";

    /// <inheritdoc/>
    protected override string Cure => "It exists while somebody is in it; Get-AmiConference without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiConference> Read(AmiSession session, CancellationToken cancellation) =>
        session.GetConferences(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiConference item) => item.Conference;
}
