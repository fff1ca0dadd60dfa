using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Database;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the database's families.</summary>
public sealed class DatabaseFamilyCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetDatabaseEntries(null, stop).Select(entry => entry.Family));
}
