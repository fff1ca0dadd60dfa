using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Endpoints;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the registrations of the server with others.</summary>
public sealed class TrunkCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetRegistrations(AmiRegistrationDirection.Outbound, stop).Select(registration => registration.Name));
}
