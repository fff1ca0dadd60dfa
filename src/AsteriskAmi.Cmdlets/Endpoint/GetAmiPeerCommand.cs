using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists the peers of chan_sip and chan_iax2.</summary>
[Cmdlet(VerbsCommon.Get, "AmiPeer")]
[SendsAction("SIPpeers", "IAXpeerlist")]
[OutputType(typeof(AmiPeer))]
public sealed class GetAmiPeerCommand : AmiListCmdlet<AmiPeer>
{
    /// <summary>The peers' names.</summary>
    [Parameter(Position = 0)]
    [Alias("Peer")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PeerCompleter))]
    public override string[]? Name { get; set; }

    /// <summary>Only those of one channel driver.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AmiPeerTechnology[]? Technology { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "peer";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiPeer without -Name lists all; Get-AmiEndpoint lists those of PJSIP.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiPeer> Read(AmiSession session, CancellationToken cancellation) =>
        Technology is null
            ? session.GetPeers(null, cancellation)
            : Technology.Distinct().SelectMany(technology => session.GetPeers(technology, cancellation));

    /// <inheritdoc/>
    protected override string NameOf(AmiPeer item) => item.Name;
}
