using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Catalog;
using AsteriskAmi.Commands;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the actions that the server has; without a session, of all that are known.</summary>
public sealed class ActionNameCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound)
    {
        try
        {
            return Ask(bound, (session, stop) => session.GetCommands(stop).Where(c => c.Available != false).Select(c => c.Name));
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotConnected)
        {
            return AmiCatalog.Actions.Select(a => a.Name);
        }
    }
}
