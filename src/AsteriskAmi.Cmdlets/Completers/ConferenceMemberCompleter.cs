using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Conferences;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the channels that are in the conference on the line.</summary>
public sealed class ConferenceMemberCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound)
    {
        string? conference = bound.Contains("Conference") ? ParameterText.Of(bound["Conference"]) : null;
        return conference is null
            ? Enumerable.Empty<string>()
            : Ask(bound, (session, stop) => session.GetConferenceMembers(conference, stop).Select(member => member.Channel));
    }
}
