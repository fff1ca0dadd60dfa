using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the actions that the server has (action ListCommands).</summary>
public sealed class ActionNameCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session
            .Invoke(new AmiAction("ListCommands"), stop)
            .GetAllHeaders()
            .Select(h => h.Key)
            .Where(name => name is not "Response" and not "ActionID"));
}
