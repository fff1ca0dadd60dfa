using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Endpoints;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of registrations.</summary>
public sealed class RegistrationCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetRegistrations(null, stop).Select(registration => registration.Name));
}
