using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Catalog;

/// <summary>Finds the names that a mistyped one may have meant.</summary>
internal static class ClosestNames
{
    private const int Most = 3;

    /// <summary>Gives those that differ least, at most three; none when none is near.</summary>
    internal static IReadOnlyList<string> To(string typed, IEnumerable<string> names)
    {
        int limit = Math.Max(1, typed.Length / 4);
        return names.Select(name => (Name: name, Edits: Edits(typed.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Edits <= limit)
            .OrderBy(candidate => candidate.Edits)
            .Take(Most)
            .Select(candidate => candidate.Name)
            .ToArray();
    }

    /// <summary>How many letters must be put in, left out or changed to make one of the other.</summary>
    private static int Edits(string from, string to)
    {
        int[] row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int kept = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(kept, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
