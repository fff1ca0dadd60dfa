using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Endpoints;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the peers of chan_sip and chan_iax2.</summary>
public sealed class PeerCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetPeers(null, stop).Select(peer => peer.Name));
}
