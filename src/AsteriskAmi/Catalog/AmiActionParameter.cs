using System.Collections.Generic;

namespace AsteriskAmi.Catalog;

/// <summary>A parameter that an action takes.</summary>
public sealed class AmiActionParameter
{
    internal AmiActionParameter(CatalogToken token)
    {
        Name = token.Name;
        IsRequired = token.IsRequired;
        IsRepeatable = token.IsRepeatable;
        Values = new TextList<string>(token.Values);
        OnlyIn = token.OnlyIn;
    }

    /// <summary>The header's name.</summary>
    public string Name { get; }

    /// <summary>Whether the action cannot do without it.</summary>
    public bool IsRequired { get; }

    /// <summary>Whether it may be given several times.</summary>
    public bool IsRepeatable { get; }

    /// <summary>The values that Asterisk documents; empty where any will do. Others may be taken as well.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The only branch of Asterisk that takes it (16 or 22); null for both.</summary>
    public int? OnlyIn { get; }

    /// <summary>The name, in brackets unless it is required, with an ellipsis if it is repeatable.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string name = IsRepeatable ? Name + "..." : Name;
        return IsRequired ? name : "[" + name + "]";
    }
}
