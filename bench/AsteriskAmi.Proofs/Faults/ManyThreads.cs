using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>Many threads on one session: each answer belongs to its own action.</summary>
internal static class ManyThreads
{
    private const int Threads = 32;
    private const int Actions = 10_000;

    internal static FaultRow Run(int port)
    {
        var row = new FaultRow("32 threads on one session, 10,000 actions") { Tried = Actions, Actions = Actions };
        using AmiSession session = AmiSession.Connect(FaultRig.Options(port));
        int next = 0;
        int right = 0;
        long begin = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int number = Interlocked.Increment(ref next); number <= Actions; number = Interlocked.Increment(ref next))
            {
                try
                {
                    string text = string.Create(CultureInfo.InvariantCulture, $"number-{number}");
                    AmiMessage answer = session.Invoke(new AmiAction("Getvar").Add("Variable", $"TOUPPER({text})"));
                    if (string.Equals(answer.GetHeader("Value"), text.ToUpperInvariant(), StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref right);
                    }
                }
                catch (AmiException e)
                {
                    lock (row)
                    {
                        row.Violations.Add(e.Message);
                    }
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        row.Survived = right;
        row.Require(right == Actions, $"{Actions - right} answers were not those of their actions");
        row.Note = string.Create(CultureInfo.InvariantCulture, $"{Actions / seconds:N0} actions a second, {session.PoolConnections} connections in the pool");
        return row;
    }
}
