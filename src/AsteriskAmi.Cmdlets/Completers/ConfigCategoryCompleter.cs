using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Configuration;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the categories of the file on the line.</summary>
public sealed class ConfigCategoryCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) => ParameterText.Of(bound["File"]) is { Length: > 0 } file
        ? Ask(bound, (session, stop) => session.GetConfig(file, stop).Select(category => category.Category))
        : Enumerable.Empty<string>();
}
