using System;
using System.Collections.Generic;

namespace AsteriskAmi.Catalog;

/// <summary>A header that an event may have.</summary>
public sealed class AmiEventHeader
{
    internal AmiEventHeader(string eventName, string name, bool isRepeatable, IReadOnlyList<string> values)
    {
        Name = name;
        Type = HeaderTypes.ClrType(HeaderTypes.Of(eventName, name));
        IsRepeatable = isRepeatable;
        Values = new TextList<string>(values);
    }

    /// <summary>The header's name.</summary>
    public string Name { get; }

    /// <summary>What its value is shown as, where it can be.</summary>
    public Type Type { get; }

    /// <summary>Whether an event may have it several times.</summary>
    public bool IsRepeatable { get; }

    /// <summary>The values that Asterisk documents; empty where any may come.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The header's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
