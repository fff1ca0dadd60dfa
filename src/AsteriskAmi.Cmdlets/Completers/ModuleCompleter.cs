using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Modules;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the modules that are loaded.</summary>
public sealed class ModuleCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetModules(stop).Select(module => module.Name));
}
