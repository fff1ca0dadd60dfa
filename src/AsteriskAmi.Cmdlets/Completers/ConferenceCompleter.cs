using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Conferences;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the conferences that exist now.</summary>
public sealed class ConferenceCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetConferences(stop).Select(conference => conference.Conference));
}
