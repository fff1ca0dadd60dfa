using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.CatalogTool;

/// <summary>A parameter of an action, or a header of an event, in the catalog's notation: Name!*=value,value@22.</summary>
internal sealed class ParameterFacts
{
    internal ParameterFacts(string name) => Name = name;

    internal string Name { get; }

    internal bool IsRequired { get; set; }

    internal bool IsRepeatable { get; set; }

    internal IReadOnlyList<string> Values { get; set; } = Array.Empty<string>();

    /// <summary>The only branch that has it; null when all have it that have the action.</summary>
    internal int? OnlyIn { get; set; }

    internal static ParameterFacts Parse(string token)
    {
        string[] versions = token.Split('@');
        string[] values = versions[0].Split('=');
        string name = values[0];
        return new ParameterFacts(name.TrimEnd('!', '*'))
        {
            IsRequired = name.Contains('!'),
            IsRepeatable = name.EndsWith('*'),
            Values = values.Length > 1 ? values[1].Split(',') : Array.Empty<string>(),
            OnlyIn = versions.Length > 1 ? int.Parse(versions[1], System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    }

    /// <summary>Whether it has the other's name, in any case.</summary>
    internal bool IsNamed(ParameterFacts other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() =>
        Name + (IsRequired ? "!" : string.Empty) + (IsRepeatable ? "*" : string.Empty)
            + (Values.Any() ? "=" + string.Join(",", Values) : string.Empty)
            + (OnlyIn is int branch ? "@" + branch.ToString(System.Globalization.CultureInfo.InvariantCulture) : string.Empty);
}
