using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.States;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the extensions that have a hint.</summary>
public sealed class HintCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetExtensions(stop).Select(extension => extension.Extension));
}
