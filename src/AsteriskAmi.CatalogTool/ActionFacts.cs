using System.Collections.Generic;

namespace AsteriskAmi.CatalogTool;

/// <summary>What is known of one action.</summary>
internal sealed class ActionFacts
{
    internal ActionFacts(string name) => Name = name;

    internal string Name { get; }

    /// <summary>The module that has it, without .so; builtin for Asterisk itself, null when nobody says.</summary>
    internal string? Module { get; set; }

    /// <summary>The first version that had it; null when nobody says.</summary>
    internal string? Since { get; set; }

    /// <summary>The classes of which an account needs one, separated by spaces; none, or null when nobody says.</summary>
    internal string? Privilege { get; set; }

    /// <summary>How it answers: response, list, event or text.</summary>
    internal string Answer { get; set; } = "response";

    internal List<ParameterFacts> Parameters { get; } = new();
}
