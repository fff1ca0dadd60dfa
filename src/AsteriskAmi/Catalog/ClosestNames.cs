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

    /// <summary>How many letters must be put in, left out, changed or swapped with their neighbour to make one of the other.</summary>
    private static int Edits(string from, string to)
    {
        int[] before = Array.Empty<int>();
        int[] last = Enumerable.Range(0, to.Length + 1).ToArray();
        for (int i = 1; i <= from.Length; i++)
        {
            int[] row = new int[to.Length + 1];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int kept = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(kept, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            before = last;
            last = row;
        }

        return last[to.Length];
    }
}
