using System;
using System.Collections.Generic;
using System.Globalization;

namespace AsteriskAmi.Catalog;

/// <summary>A parameter or header as the catalog's files write it: Name!*=value,value@22.</summary>
internal readonly struct CatalogToken
{
    internal CatalogToken(string text)
    {
        int at = text.IndexOf('@');
        OnlyIn = at < 0 ? null : int.Parse(text.Substring(at + 1), CultureInfo.InvariantCulture);
        string rest = at < 0 ? text : text.Substring(0, at);
        int equals = rest.IndexOf('=');
        Values = equals < 0 ? Array.Empty<string>() : rest.Substring(equals + 1).Split(',');
        rest = equals < 0 ? rest : rest.Substring(0, equals);
        IsRepeatable = rest[rest.Length - 1] == '*';
        rest = rest.TrimEnd('*');
        IsRequired = rest[rest.Length - 1] == '!';
        Name = rest.TrimEnd('!');
    }

    internal string Name { get; }

    internal bool IsRequired { get; }

    internal bool IsRepeatable { get; }

    internal IReadOnlyList<string> Values { get; }

    /// <summary>The only branch that has it; null for all that have the action.</summary>
    internal int? OnlyIn { get; }
}
