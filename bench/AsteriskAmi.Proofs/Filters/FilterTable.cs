using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Proofs.Faults;

namespace AsteriskAmi.Proofs.Filters;

/// <summary>Shows for filters of every kind that the server and this module choose the same events.</summary>
internal static class FilterTable
{
    private static readonly int[] _branches = { 16, 22 };

    internal static int Run(Arguments options)
    {
        int only = options.Number("branch", 0);
        var columns = new List<(string Version, FilterComparison[] Results)>();
        foreach (int branch in _branches.Where(branch => only == 0 || only == branch))
        {
            using Pbx? pbx = Pbx.Start(branch);
            if (pbx is null)
            {
                return 3;
            }

            columns.Add((pbx.Version, FilterCases.All.Select(one => FilterComparison.Run(FaultRig.Options(pbx.Port), one.Filter)).ToArray()));
        }

        Console.WriteLine("| filter | " + string.Join(" | ", columns.Select(column => $"{column.Version}: sent | here | server alone | with the session | equal")) + " |");
        Console.WriteLine("|---" + string.Concat(Enumerable.Repeat("|---", columns.Count * 5)) + "|");
        for (int i = 0; i < FilterCases.All.Count; i++)
        {
            Console.WriteLine($"| {FilterCases.All[i].What} | {string.Join(" | ", columns.Select(column => Cells(column.Results[i])))} |");
        }

        string[] differences = columns.SelectMany(column => column.Results).Select(result => result.Difference).OfType<string>().ToArray();
        Array.ForEach(differences, Console.Error.WriteLine);
        return differences.Length == 0 ? 0 : 1;
    }

    private static string Cells(FilterComparison result) =>
        $"{result.Sent} | {result.Here} | {result.Server} | {result.Session} | {(result.Difference is null ? "yes" : "NO")}";
}
