using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Dialplan;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the dialplan's contexts.</summary>
public sealed class ContextCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetDialplan(null, null, stop).Select(entry => entry.Context));
}
