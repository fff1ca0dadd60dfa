using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>A hundred sessions in one process: what they cost while nothing happens, and whether all of it comes back.</summary>
internal static class ManySessions
{
    private const int Sessions = 100;
    private const int MostWakeups = 200;
    private const double MostProcessor = 0.05;
    private const double MostHeldMebibytes = 8;
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(3);

    internal static FaultRow Run(int port)
    {
        var row = new FaultRow("100 sessions opened, idle for 10 s, closed") { Tried = Sessions };

        // Once before, for all that is made once and kept.
        Open(port, 4).ForEach(session => session.Dispose());
        Sample before = Sample.Take();
        List<AmiSession> sessions = Open(port, Sessions);
        Thread.Sleep(_settle);
        Sample begin = Sample.Take();
        Thread.Sleep(_idle);
        Sample end = Sample.Take();
        row.Survived = sessions.Count(session => session.State == AmiSessionState.Connected && session.Reconnects == 0);
        Parallel.ForEach(sessions, session => session.Dispose());
        sessions.Clear();
        Thread.Sleep(_settle);
        Sample after = Sample.Take();

        double wakeups = end.WakeupsSince(begin) / _idle.TotalSeconds;
        double processor = (end.Processor - begin.Processor).TotalSeconds / _idle.TotalSeconds;
        row.Note = string.Create(
            CultureInfo.InvariantCulture,
            $"threads of sessions {before.Threads} -> {begin.Threads} -> {after.Threads}; handles {before.Handles} -> {begin.Handles} -> {after.Handles}; managed memory {before.Mebibytes:0.0} -> {begin.Mebibytes:0.0} -> {after.Mebibytes:0.0} MiB; idle: {wakeups:0.0} wakeups a second, {processor:P2} of a processor");
        row.Require(after.Threads <= before.Threads, "threads are left behind");
        row.Require(after.Handles <= before.Handles + 5, "handles are left behind");
        row.Require(after.Mebibytes <= before.Mebibytes + MostHeldMebibytes, "memory is left behind");
        row.Require(wakeups <= MostWakeups, "idle sessions wake up too often");
        row.Require(processor <= MostProcessor, "idle sessions use a processor");
        return row;
    }

    private static List<AmiSession> Open(int port, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => AmiSession.Connect(FaultRig.Options(port)))];

    private sealed record Sample(int Threads, int Handles, double Mebibytes, Dictionary<string, long> Switches, TimeSpan Processor)
    {
        internal static Sample Take()
        {
            double mebibytes = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
            using var self = Process.GetCurrentProcess();
            return new Sample(
                Directory.GetDirectories("/proc/self/task").Count(IsOfSession),
                Directory.GetFiles("/proc/self/fd").Length,
                mebibytes,
                Directory.GetDirectories("/proc/self/task").ToDictionary(task => task, VoluntarySwitches),
                self.TotalProcessorTime);
        }

        /// <summary>How often threads that were there before have gone to sleep since, and so woke up.</summary>
        internal long WakeupsSince(Sample before) =>
            Switches.Sum(thread => before.Switches.TryGetValue(thread.Key, out long then) ? thread.Value - then : 0);

        private static bool IsOfSession(string task) => Read(task + "/comm").StartsWith("AMI ", StringComparison.Ordinal);

        private static long VoluntarySwitches(string task)
        {
            const string Name = "\nvoluntary_ctxt_switches:";
            string status = Read(task + "/status");
            int at = status.IndexOf(Name, StringComparison.Ordinal);
            return at < 0 ? 0 : long.Parse(status.AsSpan(at + Name.Length).Trim().ToString().Split('\n')[0], CultureInfo.InvariantCulture);
        }

        private static string Read(string file)
        {
            try
            {
                return File.ReadAllText(file);
            }
            catch (IOException)
            {
                // The thread has ended since it was listed.
                return string.Empty;
            }
        }
    }
}
