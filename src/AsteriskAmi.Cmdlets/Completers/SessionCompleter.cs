using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of this runspace's sessions.</summary>
public sealed class SessionCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) => SessionRegistry.All().Select(s => s.Name);
}
