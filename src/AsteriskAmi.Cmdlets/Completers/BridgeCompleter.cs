using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Bridges;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the ids of the bridges that exist now.</summary>
public sealed class BridgeCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetBridges(null, stop).Select(bridge => bridge.BridgeId));
}
