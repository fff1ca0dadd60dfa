using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>What can happen between a session and its server, by a proxy.</summary>
internal static class WireFaults
{
    private static readonly TimeSpan _while = TimeSpan.FromSeconds(3);

    internal static IEnumerable<FaultRow> Run(FaultRig rig, int serverPort, int times)
    {
        using var proxy = new FaultProxy(serverPort);
        yield return rig.Run("connections cut", times, proxy.Port, (_, _) => proxy.Cut(reset: false));
        yield return rig.Run("connections reset", times, proxy.Port, (_, _) => proxy.Cut(reset: true));
        yield return rig.Run("connections cut while actions are under way", times, proxy.Port, (_, _) => CutInFlight(proxy, reset: false));
        yield return rig.Run("connections reset while actions are under way", times, proxy.Port, (_, _) => CutInFlight(proxy, reset: true));
        yield return rig.Run("all segments split into 1 to 3 bytes, for 3 s", Some(times), proxy.Port, Meanwhile(proxy, ProxyMode.Split), losesConnection: false);
        yield return rig.Run("all segments 0.1 s late, for 3 s", Some(times), proxy.Port, Meanwhile(proxy, ProxyMode.Delay), losesConnection: false);
        yield return rig.Run("black hole, both directions", Some(times), proxy.Port, (_, _) => proxy.Set(ProxyMode.Swallow), change: Watchful);
        yield return rig.Run("server mute: takes all, says nothing", Some(times), proxy.Port, (_, _) => proxy.Set(ProxyMode.Mute), change: Watchful);
        yield return rig.Run("peer stops reading and writing", Some(times), proxy.Port, (_, _) => proxy.Set(ProxyMode.Stall), change: Watchful);
        yield return rig.Run("peer takes new connections and says nothing, for 3 s", Some(times), proxy.Port, (_, _) => Silence(proxy), change: Watchful);

        var time = new JumpingTime();
        yield return rig.Run(
            "connections cut while the clock jumps a day back and forth",
            Some(times),
            proxy.Port,
            (i, session) => CutAndJump(proxy, time, session, TimeSpan.FromDays(i % 2 == 0 ? -1 : 1)),
            open: options => AmiSession.Open(options, time, CancellationToken.None));
    }

    private static int Some(int times) => Math.Max(1, times / 2);

    /// <summary>Notices a mute peer in seconds and gives up a mute attempt in one.</summary>
    private static void Watchful(AmiConnectOptions options)
    {
        options.KeepAliveInterval = TimeSpan.FromSeconds(1);
        options.ActionTimeout = TimeSpan.FromSeconds(2);
        options.ConnectTimeout = TimeSpan.FromSeconds(1);
    }

    private static Action<int, AmiSession> Meanwhile(FaultProxy proxy, ProxyMode mode) => (_, _) =>
    {
        proxy.Set(mode);
        Thread.Sleep(_while);
        proxy.Set(ProxyMode.Pass);
    };

    /// <summary>Cuts when all is late, so that actions are on their way to the server and answers on their way back.</summary>
    private static void CutInFlight(FaultProxy proxy, bool reset)
    {
        proxy.Set(ProxyMode.Delay);
        Thread.Sleep(TimeSpan.FromMilliseconds(350));
        proxy.Cut(reset);
    }

    private static void Silence(FaultProxy proxy)
    {
        proxy.IsSilent = true;
        proxy.Cut(reset: true);
        Thread.Sleep(_while);
        proxy.IsSilent = false;
    }

    private static void CutAndJump(FaultProxy proxy, JumpingTime time, AmiSession session, TimeSpan by)
    {
        int reconnects = session.Reconnects;
        time.Jump(by);
        proxy.Cut(reset: false);
        while (session.Reconnects == reconnects)
        {
            time.Jump(by);
            Thread.Sleep(10);
        }
    }
}
