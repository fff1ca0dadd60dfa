using System;
using System.Linq;
using AsteriskAmi.Live;
using AsteriskAmi.Proofs.Faults;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Live;

/// <summary>
/// Cuts the connection of three models to a real Asterisk, lets something happen meanwhile, and when they see the server again
/// holds what they show against models that begin only then, which know nothing but the server's lists.
/// </summary>
internal static class ResyncRun
{
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(20);

    internal static int Run(Arguments options)
    {
        using Pbx? pbx = Pbx.Start(options.Number("branch", 22));
        if (pbx is null)
        {
            return 3;
        }

        using AmiSession direct = AmiSession.Connect(FaultRig.Options(pbx.Port));
        var floor = new ProofFloor(direct, pbx.SipPort);
        var rows = new ResyncRows(direct, floor);
        using var proxy = new FaultProxy(pbx.Port);
        using AmiSession session = AmiSession.Connect(FaultRig.Options(proxy.Port));
        using AmiLiveModel<AmiCall> calls = session.FollowCalls();
        using AmiLiveModel<AmiQueueActivity> queues = session.FollowQueues();
        using AmiLiveModel<AmiAgentActivity> agents = session.FollowAgents();
        Console.WriteLine($"Asterisk {pbx.Version}\n| in the gap | calls | queues | agents |\n|---|---|---|---|");
        int mismatches = 0;
        foreach (ResyncRow row in rows.All)
        {
            row.Before();
            Cut(proxy, session, row.Meanwhile);
            string[] cells =
            [
                Compare(row.Name, calls, () => direct.FollowCalls(), Shown, ref mismatches),
                Compare(row.Name, queues, () => direct.FollowQueues(), Shown, ref mismatches),
                Compare(row.Name, agents, () => direct.FollowAgents(), Shown, ref mismatches),
            ];
            Console.WriteLine($"| {row.Name} | {string.Join(" | ", cells)} |");
            row.After?.Invoke();
            floor.HangUpAll();
        }

        Console.WriteLine(mismatches == 0 ? "After every gap the models show what is." : "VIOLATED");
        return mismatches == 0 ? 0 : 1;
    }

    /// <summary>Takes the connection away, and gives it back when what happens meanwhile has happened.</summary>
    private static void Cut(FaultProxy proxy, AmiSession session, Action meanwhile)
    {
        int reconnects = session.Reconnects;
        proxy.IsSilent = true;
        proxy.Cut(reset: true);
        ProofFloor.Must(() => session.State == AmiSessionState.Reconnecting, "the session has noticed");
        meanwhile();
        proxy.IsSilent = false;
        proxy.Cut(reset: true);
        ProofFloor.Must(() => session.State == AmiSessionState.Connected && session.Reconnects > reconnects, "the session is back");
    }

    /// <summary>Compares until both are the same: the model asks the server when the session is back.</summary>
    private static string Compare<T>(string row, AmiLiveModel<T> model, Func<AmiLiveModel<T>> begin, Func<T, string> shown, ref int mismatches)
        where T : class
    {
        string[] here = [];
        string[] there = [];
        bool isSame = FaultRig.Until(
            () =>
            {
                using AmiLiveModel<T> fresh = begin();
                here = model.Snapshot().Select(shown).Order(StringComparer.Ordinal).ToArray();
                there = fresh.Snapshot().Select(shown).Order(StringComparer.Ordinal).ToArray();
                return here.SequenceEqual(there);
            },
            _settling);
        if (!isSame)
        {
            Console.Error.WriteLine($"MISMATCH: {row}: {string.Join("; ", here.Except(there))}, and a fresh model {string.Join("; ", there.Except(here))}");
            mismatches++;
        }

        return isSame ? "same" : "**differ**";
    }

    // What only events tell (who answered, transfers, where it was before, times) a fresh model cannot know.
    private static string Shown(AmiCall call)
    {
        string place = call.State switch
        {
            AmiCallState.InQueue => call.Queue,
            AmiCallState.InConference => call.Conference,
            AmiCallState.Parked => call.ParkingSpace,
            _ => string.Empty,
        };
        return $"{call.State} {place} {string.Join(' ', call.Legs.Select(leg => $"{leg.Channel} {leg.State} {leg.BridgeId}").Order(StringComparer.Ordinal))}";
    }

    private static string Shown(AmiQueueActivity queue) =>
        $"{queue.Queue} {queue.Waiting} {queue.Available} {queue.Ringing} {queue.Talking} {queue.WrapUp} {queue.Paused} {queue.Busy} {queue.Unavailable} {queue.ServiceLevel}";

    private static string Shown(AmiAgentActivity agent) => $"{agent.Queue} {agent.Interface} {agent.Name} {agent.State} {agent.Paused} {agent.PauseReason}";
}
