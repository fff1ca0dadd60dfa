using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Database;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the keys in the database's family on the line.</summary>
public sealed class DatabaseKeyCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound)
    {
        string? family = bound.Contains("Family") ? ParameterText.Of(bound["Family"]) : null;
        return Ask(bound, (session, stop) => session.GetDatabaseEntries(family, stop).Select(entry => entry.Key));
    }
}
