using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Conferences;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists who is in conferences.</summary>
[Cmdlet(VerbsCommon.Get, "AmiConferenceMember")]
[SendsAction("ConfbridgeList")]
[OutputType(typeof(AmiConferenceMember))]
public sealed class GetAmiConferenceMemberCommand : AmiListCmdlet<AmiConferenceMember>
{
    /// <summary>The conferences' names; all unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConferenceCompleter))]
    public string[]? Conference { get; set; }

    /// <summary>The same. It is no parameter: sessions that are piped in have a Name too.</summary>
    public override string[]? Name
    {
        get => Conference;
        set => Conference = value;
    }

    /// <inheritdoc/>
    protected override string Noun => "conference";

    /// <inheritdoc/>
    protected override string Cure => "It exists while somebody is in it; Get-AmiConference lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiConferenceMember> Read(AmiSession session, CancellationToken cancellation) =>
        session.GetConferenceMembers(new NameSelection(Conference).Fits, cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiConferenceMember item) => item.Conference;
}
