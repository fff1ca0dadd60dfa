using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Configuration;

/// <summary>A configuration file, as GetConfig shows it.</summary>
internal sealed class ConfigFile
{
    // What a filter may hold: it is a regular expression in quotes, where all else would need escapes.
    private static readonly Regex _filterText = new(
        "^[A-Za-z0-9_./:@-]+=[A-Za-z0-9_./:@-]*$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly List<AmiConfigCategory> _categories = new();

    private ConfigFile(string name)
    {
        Name = name;
    }

    internal string Name { get; }

    internal IReadOnlyList<AmiConfigCategory> Categories => _categories;

    internal static bool SameName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text can be a filter: name=value.</summary>
    internal static bool IsFilter(string text) => _filterText.IsMatch(text);

    internal static ConfigFile Parse(string name, AmiMessage answer, AmiSession session)
    {
        var file = new ConfigFile(name);
        foreach (KeyValuePair<string, string> header in answer.GetAllHeaders())
        {
            AmiConfigCategory? last = file._categories.LastOrDefault();
            if (header.Key.StartsWith("Category-", StringComparison.OrdinalIgnoreCase))
            {
                file._categories.Add(new AmiConfigCategory(name, header.Value, session));
            }
            else if (last is null)
            {
                continue;
            }
            else if (header.Key.StartsWith("IsTemplate-", StringComparison.OrdinalIgnoreCase))
            {
                last.IsTemplate = header.Value == "1";
            }
            else if (header.Key.StartsWith("Templates-", StringComparison.OrdinalIgnoreCase))
            {
                last.Templates = header.Value;
            }
            else if (header.Key.StartsWith("Line-", StringComparison.OrdinalIgnoreCase) && header.Value.IndexOf('=') is var equals and >= 0)
            {
                last.Add(header.Value.Substring(0, equals), header.Value.Substring(equals + 1));
            }
        }

        file.MarkInherited();
        file.MakeFilters();
        return file;
    }

    /// <summary>The categories of a name that a filter lets through.</summary>
    internal IReadOnlyList<AmiConfigCategory> Find(string category, string? filter)
    {
        IEnumerable<AmiConfigCategory> found = _categories.Where(one => SameName(one.Category, category));
        if (!string.IsNullOrEmpty(filter))
        {
            int equals = filter!.IndexOf('=');
            found = found.Where(one => one.Has(filter.Substring(0, equals), filter.Substring(equals + 1)));
        }

        return found.ToList();
    }

    /// <summary>Asterisk puts what a category inherits before its own variables, template after template (main/config.c, inherit_category).</summary>
    private void MarkInherited()
    {
        foreach (AmiConfigCategory category in _categories)
        {
            List<AmiConfigLine> inherited = category.TemplateNames
                .Select(name => _categories.Find(one => one != category && SameName(one.Category, name)))
                .SelectMany(template => template?.Lines ?? Array.Empty<AmiConfigLine>())
                .ToList();
            if (inherited.Count <= category.LineCount
                && inherited.Zip(category.Lines, (one, other) => SameName(one.Variable, other.Variable) && one.Value == other.Value).All(same => same))
            {
                category.Lines.Take(inherited.Count).ToList().ForEach(line => line.Inherited = true);
            }
        }
    }

    private void MakeFilters()
    {
        foreach (IGrouping<string, AmiConfigCategory> same in _categories.GroupBy(one => one.Category, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            foreach (AmiConfigCategory category in same)
            {
                category.Filter = category.Lines
                    .Where(line => same.Count(one => one.Has(line.Variable, line.Value)) == 1)
                    .Select(line => line.Variable + "=" + line.Value)
                    .FirstOrDefault(IsFilter) ?? string.Empty;
            }
        }
    }
}
