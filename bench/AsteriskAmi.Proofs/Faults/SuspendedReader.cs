using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>
/// A process that reads events is stopped for ten seconds (SIGSTOP) while more comes than the system holds for it, so that
/// Asterisk cuts it off (manager.conf, writetimeout). It must not have lost more than it says it lost.
/// </summary>
internal static class SuspendedReader
{
    internal const string ChildVerb = "faults-reader";

    private const int EventsPerSecond = 500;
    private const int PaddingLines = 8;
    private static readonly TimeSpan _stopped = TimeSpan.FromSeconds(10);

    internal static FaultRow Run(int serverPort, int times)
    {
        var row = new FaultRow("reading process stopped for 10 s (SIGSTOP)") { EventsLost = 0 };
        using var source = new SerialSource(serverPort, EventsPerSecond, PaddingLines);
        for (int i = 0; i < times; i++)
        {
            row.Tried++;
            RunOnce(row, source, serverPort);
            row.Survived += row.Violations.Count == 0 ? 1 : 0;
        }

        return row;
    }

    /// <summary>The process that is stopped: it reads until it is told the last number, and then tells what it missed.</summary>
    internal static int RunChild(Arguments arguments)
    {
        using AmiSession session = AmiSession.Connect(FaultRig.Options(arguments.Number("port", 0)));
        using var check = new StreamCheck(session);
        FaultRig.Until(() => check.Seen > 100);
        Console.WriteLine("ready");
        long last = long.Parse(Console.ReadLine()!, CultureInfo.InvariantCulture);
        bool isWhole = FaultRig.Until(() => check.Last >= last);
        Console.WriteLine(check.First);
        Console.WriteLine(string.Join(' ', check.Gaps.Select(gap => gap.ToString(CultureInfo.InvariantCulture))));
        Console.WriteLine(string.Join("; ", isWhole ? check.Violations : check.Violations.Append("the last events did not come")));
        Console.WriteLine(string.Join(' ', check.MissingUpTo(last)));
        return 0;
    }

    private static void RunOnce(FaultRow row, SerialSource source, int serverPort)
    {
        using Process child = Start(serverPort);
        row.Require(child.StandardOutput.ReadLine() == "ready", "the reading process did not begin");
        Signal("-STOP", child.Id);
        Thread.Sleep(_stopped);
        Signal("-CONT", child.Id);
        Thread.Sleep(TimeSpan.FromSeconds(3));
        long last = source.Last;
        child.StandardInput.WriteLine(last);
        long first = long.Parse(child.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        row.Recovered.AddRange(child.StandardOutput.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(gap => double.Parse(gap, CultureInfo.InvariantCulture)));
        string violations = child.StandardOutput.ReadLine()!;
        row.Require(violations.Length == 0, violations);
        var missing = child.StandardOutput.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToHashSet();
        IReadOnlyList<long> taken = source.Taken(first, last);
        row.Events += taken.Count;
        row.EventsLost += taken.Count(missing.Contains);
        child.WaitForExit();
    }

    private static Process Start(int serverPort)
    {
        string host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(typeof(SuspendedReader).Assembly.Location);
        }

        foreach (string argument in new[] { ChildVerb, "--port", $"{serverPort}" })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static void Signal(string signal, int process)
    {
        using Process kill = Process.Start("kill", [signal, $"{process}"]);
        kill.WaitForExit();
    }
}
