using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Soak;

/// <summary>
/// Numbered events at an even rate into four fast subscriptions and a slow one: the fast ones lose nothing, the slow
/// one's losses are counted and marked, memory stays flat, and the server never has to wait.
/// </summary>
internal sealed class SoakRun
{
    private const int FastReaders = 4;
    private const int SlowPerSecond = 100;
    private const double LongestStall = 100;
    private const double FlatRatio = 1.10;
    private const double FlatBytes = 5 * 1024 * 1024;
    private const int ReportEvery = 10;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly List<double> _managed = [];
    private readonly List<double> _workingSet = [];
    private readonly List<string> _violations = [];

    internal static int Run(Arguments options) =>
        new SoakRun().Run(options.Number("seconds", 60), options.Number("rate", 20_000));

    private int Run(int seconds, int rate)
    {
        using Process server = StartServer(seconds, rate);
        int port = int.Parse(server.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        using AmiSession session = AmiSession.Connect(new AmiConnectOptions("soak", "secret") { ComputerName = "127.0.0.1", Port = port });
        var readers = new List<SoakReader>();
        for (int i = 1; i <= FastReaders; i++)
        {
            readers.Add(new SoakReader($"fast {i}", session.Subscribe(), 0));
        }

        var slow = new SoakReader("slow", session.Subscribe(), SlowPerSecond);
        Console.WriteLine($"Soaking for {seconds} s with {rate:N0} events a second.");
        using var pauses = new PauseProbe();
        session.Invoke(new AmiAction("Begin"));
        for (int second = 1; !readers[0].HasEnded(TimeSpan.FromSeconds(1)); second++)
        {
            Sample();
            if (second % ReportEvery == 0)
            {
                Report(second, [.. readers, slow]);
            }

            if (second > (seconds * 2) + 30)
            {
                _violations.Add("the events do not end");
                break;
            }
        }

        Conclude(readers, slow, pauses);
        session.Dispose();
        if (!server.WaitForExit(_patience))
        {
            server.Kill();
        }

        return _violations.Count == 0 ? 0 : 1;
    }

    private static Process StartServer(int seconds, int rate)
    {
        string host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(typeof(SoakRun).Assembly.Location);
        }

        foreach (string argument in new[] { "serve", "--seconds", $"{seconds}", "--rate", $"{rate}" })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private void Sample()
    {
        _managed.Add(GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes);
        _workingSet.Add(Environment.WorkingSet);
    }

    private void Report(int second, IEnumerable<SoakReader> readers)
    {
        string counts = string.Join("; ", readers.Select(r => $"{r.Name} {r.Received:N0} received, {r.Lost:N0} lost"));
        Console.WriteLine($"{second,5} s  managed {Mebibytes(_managed[^1])}, working set {Mebibytes(_workingSet[^1])}; {counts}");
    }

    private void Conclude(List<SoakReader> fast, SoakReader slow, PauseProbe pauses)
    {
        foreach (SoakReader reader in fast)
        {
            Require(reader.Join(_patience), reader.Name + " does not end");
            Require(reader.Failure is null, $"{reader.Name}: {reader.Failure?.Message}");
            Require(reader.Lost == 0 && reader.Marked == 0, $"{reader.Name} lost {reader.Lost}");
            Require(reader.Handled == reader.Received, $"{reader.Name} handled {reader.Handled} of {reader.Received}");
        }

        Require(slow.Join(_patience), "the slow one does not end");
        Require(slow.Failure is null, $"slow: {slow.Failure?.Message}");
        Require(slow.Received == slow.Handled + slow.Lost, $"slow: {slow.Received} received are not {slow.Handled} handled and {slow.Lost} lost");
        Require(slow.Marked == slow.Lost, $"slow: markers say {slow.Marked}, the counter {slow.Lost}");
        Require(slow.Received == fast[0].Received, "slow and fast received different numbers of events");
        RequireFlat("managed memory", _managed);
        RequireFlat("working set", _workingSet);

        Console.WriteLine($"fast      {string.Join(", ", fast.Select(r => r.Handled.ToString("N0", CultureInfo.InvariantCulture)))} handled in order, {fast.Sum(r => r.Lost)} lost; longest from sending to handling {fast.Max(r => r.LongestDelay):0.0} ms");
        Console.WriteLine($"slow      {slow.Received:N0} received = {slow.Handled:N0} handled + {slow.Lost:N0} lost; markers add up to {slow.Marked:N0}");
        if (fast[0].End is AmiMessage end)
        {
            string longestSend = end.GetHeader("LongestSend")!;
            Console.WriteLine($"client    longest sleep of 1 ms {pauses.Longest:0.0} ms, collections {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}, paused {GC.GetTotalPauseDuration().TotalMilliseconds:0} ms in all for them");
            Console.WriteLine($"server    {end.GetHeader("Megabytes")} MB in {end.GetHeader("Seconds")} s; longest send {longestSend} ms, longest sleep of 1 ms {end.GetHeader("LongestSleep")} ms");
            Require(double.Parse(longestSend, CultureInfo.InvariantCulture) < LongestStall, $"the server waited {longestSend} ms in one send");
        }

        foreach (string violation in _violations)
        {
            Console.Error.WriteLine("VIOLATION: " + violation);
        }

        Console.WriteLine(_violations.Count == 0 ? "Nothing lost but what is marked, memory flat, no stall." : "VIOLATED");
    }

    private void RequireFlat(string what, List<double> samples)
    {
        int third = samples.Count / 3;
        double second = Median(samples.Skip(third).Take(third));
        double last = Median(samples.Skip(2 * third));
        Console.WriteLine($"memory    {what}: median of the second third {Mebibytes(second)}, of the last {Mebibytes(last)}");
        Require(last <= (second * FlatRatio) + FlatBytes, $"{what} grows");
    }

    private static double Median(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            _violations.Add(otherwise);
        }
    }

    private static string Mebibytes(double bytes) => (bytes / 1048576).ToString("0.0", CultureInfo.InvariantCulture) + " MiB";
}
