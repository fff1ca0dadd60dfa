using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.States;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the presences that the server has seen.</summary>
public sealed class PresenceCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetPresences(stop).Select(presence => presence.Name));
}
