using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists channels.</summary>
[Cmdlet(VerbsCommon.Get, "AmiChannel")]
[SendsAction("CoreShowChannels")]
[OutputType(typeof(AmiChannel))]
public sealed class GetAmiChannelCommand : AmiListCmdlet<AmiChannel>
{
    /// <summary>The channels' names.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "channel";

    /// <inheritdoc/>
    protected override string Cure => "It may have ended; Get-AmiChannel without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiChannel> Read(AmiSession session, CancellationToken cancellation) => session.GetChannels(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiChannel item) => item.Name;
}
