using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.States;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the contexts in which extensions have a hint.</summary>
public sealed class HintContextCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetExtensions(stop).Select(extension => extension.Context));
}
