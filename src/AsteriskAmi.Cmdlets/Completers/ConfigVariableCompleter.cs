using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Configuration;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the variables of the file and the category on the line.</summary>
public sealed class ConfigVariableCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound)
    {
        var selection = new NameSelection(ParameterText.Of(bound["Category"]) is { Length: > 0 } category ? new[] { category } : null);
        return ParameterText.Of(bound["File"]) is { Length: > 0 } file
            ? Ask(bound, (session, stop) => session.GetConfig(file, stop)
                .Where(one => selection.Fits(one.Category))
                .SelectMany(one => one.Lines)
                .Select(line => line.Variable))
            : Enumerable.Empty<string>();
    }
}
