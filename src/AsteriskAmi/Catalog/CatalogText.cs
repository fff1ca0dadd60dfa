using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace AsteriskAmi.Catalog;

/// <summary>Reads the catalog's files, Actions.txt and Events.txt: an entry a line, its fields between bars.</summary>
internal static class CatalogText
{
    private static readonly char[] _space = { ' ' };

    /// <summary>Reads all entries of a file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="create">Makes an entry from its fields.</param>
    /// <returns>The entries by name, in any case, in alphabetical order.</returns>
    internal static SortedList<string, T> Read<T>(string file, Func<string[], T> create)
    {
        var entries = new SortedList<string, T>(StringComparer.OrdinalIgnoreCase);
        using var reader = new StreamReader(typeof(CatalogText).Assembly.GetManifestResourceStream(file)!);
        while (reader.ReadLine() is string line)
        {
            // Before the entries stand comments and the names of the columns.
            if (line[0] != '#' && !line.StartsWith("name|", StringComparison.Ordinal))
            {
                string[] fields = line.Split('|');
                entries.Add(fields[0], create(fields));
            }
        }

        return entries;
    }

    internal static IEnumerable<CatalogToken> Tokens(string field) =>
        field.Split(_space, StringSplitOptions.RemoveEmptyEntries).Select(text => new CatalogToken(text));

    /// <summary>16 22 as "16, 22", ..11 as "up to 11".</summary>
    internal static string Versions(string field) =>
        field.StartsWith("..", StringComparison.Ordinal) ? "up to " + field.Substring(2) : field.Replace(" ", ", ");
}
