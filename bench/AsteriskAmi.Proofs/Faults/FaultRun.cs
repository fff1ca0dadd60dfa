using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>Faults of all kinds against sessions on a real Asterisk, and a table of what came of them.</summary>
internal static class FaultRun
{
    internal static int Run(Arguments options)
    {
        int kills = options.Number("kills", 50);
        int times = options.Number("times", 10);
        using Pbx? pbx = Pbx.Start(options.Number("branch", 22));
        if (pbx is null)
        {
            return 3;
        }

        Console.WriteLine($"Asterisk {pbx.Version}; 200 events and 20 actions a second while faults strike.");
        Console.WriteLine();
        Console.WriteLine(FaultRow.Head);
        var rows = new List<FaultRow>();
        foreach (FaultRow row in Rows(pbx, kills, times))
        {
            Console.WriteLine(row);
            rows.Add(row);
        }

        Console.WriteLine();
        foreach (FaultRow row in rows.Where(row => row.Note.Length > 0))
        {
            Console.WriteLine($"{row.Name}: {row.Note}");
        }

        return Conclude(rows);
    }

    private static IEnumerable<FaultRow> Rows(Pbx pbx, int kills, int times)
    {
        // Alone, since it counts what the process uses.
        yield return ManySessions.Run(pbx.Port);
        yield return ManyThreads.Run(pbx.Port);
        yield return SuspendedReader.Run(pbx.Port, Math.Max(1, times / 4));
        using var rig = new FaultRig(pbx.Port);
        foreach (FaultRow row in WireFaults.Run(rig, pbx.Port, times).Concat(ServerFaults.Run(rig, pbx, kills, times)))
        {
            yield return row;
        }
    }

    private static int Conclude(List<FaultRow> rows)
    {
        foreach (FaultRow row in rows)
        {
            row.Require(row.Survived == row.Tried, $"{row.Tried - row.Survived} of {row.Tried} were not survived");
            foreach (string violation in row.Violations.Take(10))
            {
                Console.Error.WriteLine($"VIOLATION: {row.Name}: {violation}");
            }
        }

        bool holds = rows.TrueForAll(row => row.Violations.Count == 0);
        Console.WriteLine(holds ? "Survived, marked, reported, and nothing done twice." : "VIOLATED");
        return holds ? 0 : 1;
    }
}
