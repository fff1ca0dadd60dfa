using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Live;
using AsteriskAmi.Proofs.Faults;
using AsteriskAmi.Protocol;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Live;

/// <summary>
/// Makes calls into queues on a real Asterisk, and at quiet moments between and after them holds what the model shows of each
/// queue against the text of `queue show` and against QueueSummary, figure by figure.
/// </summary>
internal static class QueueRun
{
    private const int CallsARound = 8;
    private static readonly TimeSpan _wrapUp = TimeSpan.FromHours(1);

    internal static int Run(Arguments options)
    {
        int rounds = options.Number("rounds", 6);
        using Pbx? pbx = Pbx.Start(options.Number("branch", 22));
        if (pbx is null)
        {
            return 3;
        }

        using AmiSession session = AmiSession.Connect(FaultRig.Options(pbx.Port));
        var floor = new ProofFloor(session, pbx.SipPort);
        using AmiLiveModel<AmiQueueActivity> model = session.FollowQueues();
        using AmiLiveModel<AmiAgentActivity> agents = session.FollowAgents();
        using var averages = new MovingAverages(pbx.Port);
        Console.WriteLine($"Asterisk {pbx.Version}; {rounds} rounds of {CallsARound} calls into {model.Snapshot().Count} queues.");
        var table = new FigureTable();
        for (int round = 1; round <= rounds; round++)
        {
            Round(floor, round);
            Compare(session, model, agents, averages, table, $"round {round}");
            floor.HangUp(round % 2 == 0 ? 2 : 4);
            Compare(session, model, agents, averages, table, $"round {round}, some ended");
        }

        floor.HangUp(int.MaxValue);
        Compare(session, model, agents, averages, table, "all ended");
        CompareSinceReset(session, table, "since the server started");
        floor.Reset();
        floor.Queue(ProofFloor.Quick, 1);
        FaultRig.Until(() => model.Snapshot().Any(queue => queue.Talking > 0));
        floor.HangUp(int.MaxValue);
        FaultRig.Until(() => model.Snapshot().All(queue => queue.Talking + queue.Waiting == 0));
        CompareSinceReset(session, table, "since a reset");
        return Conclude(table);
    }

    /// <summary>Calls that members take at once and late, calls that wait, calls given up, and a member who pauses.</summary>
    private static void Round(ProofFloor floor, int round)
    {
        floor.Queue(ProofFloor.Quick, 3);
        floor.Queue(ProofFloor.Slow, 2);
        floor.Queue(ProofFloor.Nobody, 2);
        floor.GiveUp(ProofFloor.Nobody);
        floor.Pause(round % 4 == 1 ? "lunch" : null);
        floor.SetDevice(round switch { 2 => "BUSY", 3 => "UNAVAILABLE", 4 => "ONHOLD", _ => "NOT_INUSE" });
        floor.WaitUntilStill();
    }

    /// <summary>Compares until all is equal: events may still be on their way. What differs then is a mismatch.</summary>
    private static void Compare(
        AmiSession session, AmiLiveModel<AmiQueueActivity> model, AmiLiveModel<AmiAgentActivity> agents, MovingAverages averages, FigureTable table, string when)
    {
        FigureTable last = new();
        FaultRig.Until(
            () =>
            {
                last = new FigureTable();
                CompareOnce(session, model, agents, averages, last, when);
                return last.Mismatches.Count == 0;
            },
            TimeSpan.FromSeconds(20));
        table.Add(last);
    }

    private static void CompareOnce(
        AmiSession session, AmiLiveModel<AmiQueueActivity> model, AmiLiveModel<AmiAgentActivity> agents, MovingAverages averages, FigureTable table, string when)
    {
        IReadOnlyList<ShownQueue> shown = ShownQueue.Read(session.Invoke(new AmiAction("Command").Add("Command", "queue show")).GetOutput(), name => name == ProofFloor.Slow ? _wrapUp : TimeSpan.Zero);
        AmiQueueSummary[] summaries = session.GetQueueSummaries().ToArray();
        foreach (AmiQueueActivity queue in model.Snapshot())
        {
            string where = $"{when}, {queue.Queue}";
            ShownQueue text = shown.Single(other => other.Name == queue.Queue);
            AmiQueueSummary summary = summaries.Single(other => other.Queue == queue.Queue);
            CompareText(table, where, queue, text, agents.Snapshot().Where(agent => agent.Queue == queue.Queue).Sum(agent => agent.CallsTaken));
            CompareSummary(table, where, queue, summary);
            CompareAverages(table, where, queue, text, summary, averages);
        }
    }

    private static void CompareText(FigureTable table, string where, AmiQueueActivity queue, ShownQueue text, int taken)
    {
        table.Compare("Waiting, queue show", where, queue.Waiting, text.Calls);
        table.Compare("LongestWait, queue show (1 s)", where, queue.LongestWait.TotalSeconds, text.LongestWait.TotalSeconds, 1.5);

        // Of members that are Local channels with a state of their own, the server does not say that they ring.
        table.Compare("Available and Ringing, queue show", where, queue.Available + queue.Ringing, text.Count(AmiAgentState.Available));
        table.Compare("Talking, queue show", where, queue.Talking, text.Count(AmiAgentState.Talking));
        table.Compare("WrapUp, queue show", where, queue.WrapUp, text.Count(AmiAgentState.WrapUp));
        table.Compare("Paused, queue show", where, queue.Paused, text.Count(AmiAgentState.Paused));
        table.Compare("Busy, queue show", where, queue.Busy, text.Count(AmiAgentState.Busy));
        table.Compare("Unavailable, queue show", where, queue.Unavailable, text.Count(AmiAgentState.Unavailable));
        table.Compare("Completed, queue show", where, queue.Completed, text.Completed);
        table.Compare("Answered, queue show's completed and in call", where, queue.Answered, text.Completed + text.Count(AmiAgentState.Talking));
        table.Compare("Abandoned, queue show", where, queue.Abandoned, text.Abandoned);
        table.Compare("CallsTaken of the members, queue show", where, taken, text.Taken);
        table.Compare("ServiceLevel, queue show", where, queue.ServiceLevel.TotalSeconds, text.ServiceLevel);
        if (queue.Talking == 0)
        {
            // The server counts a call in when it is over, the model when it is answered.
            table.Compare("ServiceLevelPercent, queue show (while nobody talks)", where, queue.ServiceLevelPercent ?? 0, text.ServiceLevelPercent, 0.051);
        }
    }

    private static void CompareSummary(FigureTable table, string where, AmiQueueActivity queue, AmiQueueSummary summary)
    {
        table.Compare("Waiting, QueueSummary", where, queue.Waiting, summary.Callers);
        table.Compare("LongestWait, QueueSummary (1 s)", where, queue.LongestWait.TotalSeconds, summary.LongestHoldTime.TotalSeconds, 1.5);
        int members = queue.Available + queue.Ringing + queue.Talking + queue.WrapUp + queue.Paused + queue.Busy + queue.Unavailable;
        table.Compare("members but for Unavailable, QueueSummary's LoggedIn", where, members - queue.Unavailable, summary.LoggedIn);
    }

    private static void CompareAverages(
        FigureTable table, string where, AmiQueueActivity queue, ShownQueue text, AmiQueueSummary summary, MovingAverages averages)
    {
        (double? hold, int movingHold) = averages.Hold(queue.Queue);
        (double? talk, int movingTalk) = averages.Talk(queue.Queue);
        table.Compare("AverageWait, the mean of all HoldTime", where, queue.AverageWait?.TotalSeconds ?? -1, hold ?? -1, 0.001);
        table.Compare("AverageTalk, the mean of all TalkTime", where, queue.AverageTalk?.TotalSeconds ?? -1, talk ?? -1, 0.001);
        table.Compare("moving average of HoldTime, queue show (1 s)", where, movingHold, text.HoldTime, 1);
        table.Compare("moving average of TalkTime, queue show (1 s)", where, movingTalk, text.TalkTime, 1);
        table.Compare("moving average of HoldTime, QueueSummary (1 s)", where, movingHold, summary.HoldTime.TotalSeconds, 1);
        table.Compare("moving average of TalkTime, QueueSummary (1 s)", where, movingTalk, summary.TalkTime.TotalSeconds, 1);
    }

    private static void CompareSinceReset(AmiSession session, FigureTable table, string when)
    {
        using AmiLiveModel<AmiQueueActivity> model = session.FollowQueues(sinceReset: true);
        foreach (AmiQueueSummary server in session.GetQueueSummaries())
        {
            AmiQueueActivity queue = model.Snapshot().Single(other => other.Queue == server.Queue);
            table.Compare("since the reset: Completed, QueueStatus", when, queue.Completed, server.Completed);
            table.Compare("since the reset: Abandoned, QueueStatus", when, queue.Abandoned, server.Abandoned);
            table.Compare("since the reset: ServiceLevelPercent, QueueStatus", when, queue.ServiceLevelPercent ?? 0, server.ServiceLevelPercent, 0.051);
        }
    }

    private static int Conclude(FigureTable table)
    {
        table.Print();
        foreach (string mismatch in table.Mismatches.Take(40))
        {
            Console.Error.WriteLine("MISMATCH: " + mismatch);
        }

        Console.WriteLine(table.Mismatches.Count == 0 ? "Every figure is the server's." : "VIOLATED");
        return table.Mismatches.Count == 0 ? 0 : 1;
    }
}
