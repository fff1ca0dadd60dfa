using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Fax;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists the faxes that are on their way.</summary>
[Cmdlet(VerbsCommon.Get, "AmiFaxSession")]
[SendsAction("FAXSessions", "FAXSession")]
[OutputType(typeof(AmiFaxSession), typeof(AmiFaxSessionDetail))]
public sealed class GetAmiFaxSessionCommand : AmiListCmdlet<AmiFaxSession>
{
    /// <summary>The names of the channels whose faxes are listed.</summary>
    [Parameter(Position = 0)]
    [Alias("Channel")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public override string[]? Name { get; set; }

    /// <summary>Tells how many pages have come and gone; each fax is asked for.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "fax on channel";

    /// <inheritdoc/>
    protected override string Cure => "It may have ended; Get-AmiFaxSession without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiFaxSession> Read(AmiSession session, CancellationToken cancellation)
    {
        var selection = new NameSelection(Name);
        IEnumerable<AmiFaxSession> listed = session.GetFaxSessions(cancellation).Where(fax => selection.Fits(fax.Channel));
        return Detailed ? listed.Select(fax => fax.GetDetail(cancellation)).OfType<AmiFaxSession>() : listed;
    }

    private protected override IReadOnlyList<string>? NamesIn(PSObject input) =>
        input.BaseObject is AmiChannel channel ? new[] { channel.Name } : base.NamesIn(input);

    /// <inheritdoc/>
    protected override string NameOf(AmiFaxSession item) => item.Channel;
}
