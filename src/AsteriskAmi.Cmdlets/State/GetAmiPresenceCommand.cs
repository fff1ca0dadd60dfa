using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;
using AsteriskAmi.States;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads presences: who is there, away or not to be disturbed.</summary>
[Cmdlet(VerbsCommon.Get, "AmiPresence")]
[SendsAction("PresenceStateList", "PresenceState")]
[OutputType(typeof(AmiPresence))]
public sealed class GetAmiPresenceCommand : AmiListCmdlet<AmiPresence>
{
    /// <summary>The names: a provider and its name for somebody (CustomPresence:1001).</summary>
    [Parameter(Position = 0)]
    [Alias("Presentity", "Provider")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PresenceCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "presence";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiPresence without -Name lists those that the server has seen.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiPresence> Read(AmiSession session, CancellationToken cancellation) =>
        PlainNames(session) is { } names
            ? names.Select(name => session.GetPresence(name, cancellation))
            : session.GetPresences(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiPresence item) => item.Name;
}
