using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Calls;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the variables of the channel on the line, or of the whole server.</summary>
public sealed class VariableCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound)
    {
        string? channel = bound.Contains("Channel") ? ParameterText.Of(bound["Channel"]) : null;
        return Ask(bound, (session, stop) =>
            (channel is null ? session.GetGlobalVariables(stop) : session.GetVariables(channel, stop)).Select(variable => variable.Name));
    }
}
