using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AsteriskAmi.Proofs.Live;

/// <summary>How often each figure of a model was held against one of the server's, and where they differed.</summary>
internal sealed class FigureTable
{
    private readonly List<string> _rows = [];
    private readonly Dictionary<string, (int Compared, int Differ)> _counts = new(StringComparer.Ordinal);

    internal List<string> Mismatches { get; } = [];

    /// <summary>Holds one figure against the server's.</summary>
    /// <param name="row">What is compared with what.</param>
    /// <param name="where">Of which queue, and when.</param>
    /// <param name="model">The model's figure.</param>
    /// <param name="server">The server's.</param>
    /// <param name="allowed">By how much they may differ.</param>
    internal void Compare(string row, string where, double model, double server, double allowed = 0)
    {
        if (!_counts.TryGetValue(row, out (int Compared, int Differ) count))
        {
            _rows.Add(row);
        }

        bool differs = Math.Abs(model - server) > allowed;
        _counts[row] = (count.Compared + 1, count.Differ + (differs ? 1 : 0));
        if (differs)
        {
            Mismatches.Add(string.Create(CultureInfo.InvariantCulture, $"{where}, {row}: {model:0.##}, the server {server:0.##}"));
        }
    }

    /// <summary>Adds the counts of another table.</summary>
    internal void Add(FigureTable other)
    {
        foreach (string row in other._rows)
        {
            if (!_counts.TryGetValue(row, out (int Compared, int Differ) count))
            {
                _rows.Add(row);
            }

            _counts[row] = (count.Compared + other._counts[row].Compared, count.Differ + other._counts[row].Differ);
        }

        Mismatches.AddRange(other.Mismatches);
    }

    internal void Print()
    {
        Console.WriteLine("| figure | compared | differ |\n|---|---|---|");
        foreach (string row in _rows)
        {
            Console.WriteLine($"| {row} | {_counts[row].Compared} | {_counts[row].Differ} |");
        }

        Console.WriteLine($"| all | {_counts.Values.Sum(count => count.Compared)} | {_counts.Values.Sum(count => count.Differ)} |");
    }
}
