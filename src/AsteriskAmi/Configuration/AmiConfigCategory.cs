using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Session;

namespace AsteriskAmi.Configuration;

/// <summary>A category of a configuration file of the server, with its variables (action GetConfig).</summary>
public sealed class AmiConfigCategory
{
    private static readonly char[] _comma = { ',' };

    private readonly List<AmiConfigLine> _lines = new();
    private string _filter = string.Empty;

    internal AmiConfigCategory(string file, string category, AmiSession session)
    {
        File = file;
        Category = category;
        Session = session;
    }

    /// <summary>The file's name: queues.conf.</summary>
    public string File { get; }

    /// <summary>The category's name: what stands in square brackets.</summary>
    public string Category { get; }

    /// <summary>Tells the category from others of its name (type=endpoint); empty where no other has it, or nothing tells them apart.</summary>
    public string Filter
    {
        get => _filter;
        internal set
        {
            _filter = value;
            _lines.ForEach(line => line.Filter = value);
        }
    }

    /// <summary>Whether it is a template.</summary>
    public bool IsTemplate { get; internal set; }

    /// <summary>The templates that it inherits from, with commas; empty for none.</summary>
    public string Templates { get; internal set; } = string.Empty;

    /// <summary>How many variables it has.</summary>
    public int LineCount => _lines.Count;

    /// <summary>The variables; those it inherits come first.</summary>
    public IReadOnlyList<AmiConfigLine> Lines => new TextList<AmiConfigLine>(_lines);

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>Those of its variables that stand in the category itself.</summary>
    internal IEnumerable<AmiConfigLine> OwnLines => _lines.Where(line => !line.Inherited);

    /// <summary>
    /// Those of its own that are equal to one that it inherits: Asterisk leaves them out when it writes the file (main/config.c,
    /// ast_config_text_file_save2).
    /// </summary>
    internal IEnumerable<AmiConfigLine> RedundantLines => OwnLines.Where(line => Inherits(line.Variable, line.Value));

    /// <summary>The names of the templates.</summary>
    internal string[] TemplateNames =>
        Templates.Split(_comma, StringSplitOptions.RemoveEmptyEntries).Select(name => name.Trim()).ToArray();

    /// <summary>The category's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Category;

    internal void Add(string variable, string value) => _lines.Add(new AmiConfigLine(this, _lines.Count, variable, value));

    internal bool Has(string variable, string value) => _lines.Exists(line => line.Is(variable, value));

    internal bool Inherits(string variable, string value) => _lines.Exists(line => line.Inherited && line.Is(variable, value));
}
