using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AsteriskAmi.Live;
using AsteriskAmi.Proofs.Faults;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Live;

/// <summary>
/// Makes calls of many kinds on a real Asterisk while a model follows them, with the model's connection cut on the way if
/// asked for, and holds what the model told against the server's own records.
/// </summary>
internal static class LiveRun
{
    internal static int Run(Arguments options)
    {
        int count = options.Number("calls", 200);
        int rate = options.Number("rate", 20);
        int cuts = options.Number("cuts", 0);
        int outside = options.Number("sipp", 0);
        if (outside > 0 && !SippCalls.IsThere)
        {
            Console.Error.WriteLine("sipp is not installed. On Debian it is in the package sip-tester; without --sipp no calls come in from outside.");
            return 3;
        }

        using Pbx? pbx = Pbx.Start(options.Number("branch", 22));
        if (pbx is null)
        {
            return 3;
        }

        Console.WriteLine($"Asterisk {pbx.Version}; {count} calls of {CallKinds.All.Count} kinds at {rate} a second, {outside} calls of {SippCalls.All.Count} kinds by sipp, the connection cut {cuts} times.");
        using var proxy = new FaultProxy(pbx.Port);
        using AmiSession session = AmiSession.Connect(FaultRig.Options(proxy.Port));
        using AmiLiveModel<AmiCall> model = session.FollowCalls();
        using AmiLiveModel<AmiQueueActivity> queues = session.FollowQueues();
        using AmiLiveModel<AmiAgentActivity> agents = session.FollowAgents();
        using AmiSession direct = AmiSession.Connect(FaultRig.Options(pbx.Port));
        var maker = new CallMaker(direct, pbx.SipPort);
        using var records = new CallRecords(pbx.Port, maker.See);
        var follower = new CallFollower(model);
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;

        using var sipp = new SippCalls(pbx.SipPort, outside, TimeSpan.FromSeconds((double)count / rate));
        List<(DateTime From, DateTime To)> gaps = Drive(maker, session, proxy, follower, count, rate, cuts);
        IReadOnlyList<string> failures = sipp.Join();
        bool isQuiet = FaultRig.Until(() => records.OpenChannels == 0 && model.Snapshot().Count == 0 && queues.Snapshot().All(queue => queue.Waiting + queue.Talking == 0));
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        int left = model.Snapshot().Count;

        // The last records may come behind the last hangups.
        FaultRig.Until(() => records.Calls().All(call => call.Any(id => records.Details(id).Count > 0)));
        var comparison = new CallComparison(records, maker, follower.Ended(), gaps);
        comparison.Run();
        comparison.Mismatches.AddRange(failures);
        comparison.Mismatches.AddRange(QueueComparison.Run(direct, queues.Snapshot(), agents.Snapshot()));
        Console.WriteLine(QueueComparison.Show(queues.Snapshot()));
        return Conclude(comparison, maker, records, follower, model, isQuiet, left, processor);
    }

    /// <summary>Makes the calls, and cuts the connection at even distances.</summary>
    /// <returns>From when to when the model could not see.</returns>
    private static List<(DateTime From, DateTime To)> Drive(
        CallMaker maker, AmiSession session, FaultProxy proxy, CallFollower follower, int count, int rate, int cuts)
    {
        var gaps = new List<(DateTime From, DateTime To)>();
        var making = new Thread(() => maker.Make(count, rate, CancellationToken.None)) { IsBackground = true, Name = "maker" };
        making.Start();
        TimeSpan distance = TimeSpan.FromSeconds((double)count / rate / (cuts + 1));
        for (int i = 0; i < cuts; i++)
        {
            making.Join(distance);
            DateTime from = DateTime.Now;
            int restored = follower.Restored;
            proxy.Cut(reset: i % 2 == 0);
            if (!FaultRig.Until(() => follower.Restored > restored))
            {
                throw new ViolationException($"the session did not come back: {session.State} {session.StateReason}");
            }

            gaps.Add((from, DateTime.Now));
        }

        making.Join();
        return gaps;
    }

    private static int Conclude(
        CallComparison comparison,
        CallMaker maker,
        CallRecords records,
        CallFollower follower,
        AmiLiveModel<AmiCall> model,
        bool isQuiet,
        int left,
        TimeSpan processor)
    {
        if (!isQuiet)
        {
            comparison.Mismatches.Add($"not quiet in the end: {records.OpenChannels} channels on the server, in the model {string.Join("; ", model.Snapshot().Select(call => $"{call.Id} {call.State} {string.Join(' ', call.Legs)}"))}");
        }

        comparison.Mismatches.AddRange(new[] { records.Failure, follower.Failure }.OfType<string>());
        Console.WriteLine($"calls {comparison.Calls}; mismatches {comparison.Mismatches.Count}; times off by more than a second {comparison.TimesOff}, the most {comparison.MostOff.TotalSeconds:0.000} s; left in the model {left}");
        Console.WriteLine($"cut by a gap {comparison.Incomplete}, of these without an outcome {comparison.WithoutOutcome}, times off by {comparison.MostOffIncomplete.TotalSeconds:0.000} s at the most; wholly within a gap {comparison.Unseen}; changes {follower.Changes}, lost {model.Lost}");
        Console.WriteLine($"outcomes: {string.Join(", ", comparison.Outcomes.Select(pair => pair.Key + " " + pair.Value))}");
        Console.WriteLine($"processor time of this process, making the calls and reading the records included: {processor.TotalSeconds:0.0} s; refused actions {maker.Refused.Count}");
        foreach (string refused in maker.Refused.Take(5))
        {
            Console.WriteLine("  " + refused);
        }

        foreach (string mismatch in comparison.Mismatches.Take(40))
        {
            Console.Error.WriteLine($"MISMATCH: {mismatch}\n  told: {follower.History(mismatch.Split(' ')[0])}");
        }

        bool holds = comparison.Mismatches.Count == 0 && left == 0 && model.Lost == 0;
        Console.WriteLine(holds ? "Every call once, with its outcome and its times." : "VIOLATED");
        return holds ? 0 : 1;
    }
}
