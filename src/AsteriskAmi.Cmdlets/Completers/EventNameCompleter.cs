using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Catalog;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the events that Asterisk knows.</summary>
public sealed class EventNameCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) => AmiCatalog.Events.Select(e => e.Name);
}
