using System.Collections.Generic;

namespace AsteriskAmi.CatalogTool;

/// <summary>What is known of one event.</summary>
internal sealed class EventFacts
{
    internal EventFacts(string name) => Name = name;

    internal string Name { get; }

    /// <summary>The class that an account needs to read it; empty for an item of a list.</summary>
    internal string Class { get; set; } = string.Empty;

    internal string? Module { get; set; }

    internal string? Since { get; set; }

    /// <summary>Its headers; {Prefix} stands for those of a channel, [Prefix] for those of a bridge.</summary>
    internal List<ParameterFacts> Headers { get; } = new();
}
