using System;
using AsteriskAmi.Session;

namespace AsteriskAmi.Configuration;

/// <summary>A variable in a configuration file of the server (action GetConfig).</summary>
public sealed class AmiConfigLine
{
    internal AmiConfigLine(AmiConfigCategory category, int line, string variable, string value)
    {
        File = category.File;
        Category = category.Category;
        Line = line;
        Variable = variable;
        Value = value;
        IsTemplate = category.IsTemplate;
        Templates = category.Templates;
        Session = category.Session;
    }

    /// <summary>The file's name: queues.conf.</summary>
    public string File { get; }

    /// <summary>The category: what stands in square brackets.</summary>
    public string Category { get; }

    /// <summary>Tells the category from others of its name (type=endpoint); empty where no other has it, or nothing tells them apart.</summary>
    public string Filter { get; internal set; } = string.Empty;

    /// <summary>Where it stands among the variables of its category, from 0; what it inherits comes first.</summary>
    public int Line { get; }

    /// <summary>The variable's name.</summary>
    public string Variable { get; }

    /// <summary>Its value.</summary>
    public string Value { get; }

    /// <summary>Whether it comes from a template.</summary>
    public bool Inherited { get; internal set; }

    /// <summary>Whether the category is a template itself.</summary>
    public bool IsTemplate { get; }

    /// <summary>The templates that the category inherits from, with commas; empty for none.</summary>
    public string Templates { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The line, as it could stand in the file.</summary>
    /// <returns>Name and value.</returns>
    public override string ToString() => Variable + " = " + Value;

    internal bool Is(string variable, string value) =>
        ConfigFile.SameName(Variable, variable) && string.Equals(Value, value, StringComparison.Ordinal);
}
