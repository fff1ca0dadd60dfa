using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Endpoints;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the server's PJSIP endpoints.</summary>
public sealed class EndpointCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetEndpoints(stop).Select(endpoint => endpoint.Name));
}
