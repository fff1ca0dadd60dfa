using System;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Flood;

/// <summary>One message over the limit: the session says so and ends, and its memory comes back.</summary>
internal static class FloodRun
{
    private const long MostHeldBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    internal static int Run(Arguments options)
    {
        int mebibytes = options.Number("mebibytes", 64);
        using TcpListener listener = LoopbackPeer.Listen();
        new Thread(() => Serve(listener, mebibytes)) { IsBackground = true }.Start();
        Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        (string error, double seconds, long peak) = Flood(LoopbackPeer.PortOf(listener));
        Collect();
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;

        Console.WriteLine($"error         {error}");
        Console.WriteLine($"after         {seconds:0.00} s");
        Console.WriteLine($"working set   {peak / 1048576.0:0.0} MiB at the end of the session, {Environment.WorkingSet / 1048576.0:0.0} MiB after a collection");
        Console.WriteLine($"still held    {held / 1048576.0:0.00} MiB of managed memory");
        bool holds = error.Contains("MaxMessageBytes", StringComparison.Ordinal) && held < MostHeldBytes;
        Console.WriteLine(holds ? "Refused, closed, and given back." : "VIOLATED");
        return holds ? 0 : 1;
    }

    private static (string Error, double Seconds, long WorkingSet) Flood(int port)
    {
        using AmiSession session = AmiSession.Connect(new AmiConnectOptions("flood", "secret") { ComputerName = "127.0.0.1", Port = port });
        using AmiSubscription events = session.Subscribe();
        long begin = Stopwatch.GetTimestamp();
        string error = ErrorOf(() => session.Invoke(new AmiAction("Begin") { Timeout = _patience }));
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        bool told = ErrorOf(() => events.TryTake(out _, _patience)) == error;
        bool closed = session.State == AmiSessionState.Closed
            && ErrorOf(() => session.Invoke(new AmiAction("Ping"))).Contains("MaxMessageBytes", StringComparison.Ordinal);
        return (told && closed ? error : "not told to everybody: " + error.Replace("MaxMessageBytes", "the limit", StringComparison.Ordinal), seconds, Environment.WorkingSet);
    }

    private static string ErrorOf(Action call)
    {
        try
        {
            call();
            return "none";
        }
        catch (AmiException e)
        {
            return e.Message;
        }
    }

    private static void Serve(TcpListener listener, int mebibytes)
    {
        try
        {
            using var peer = new LoopbackPeer(listener.AcceptSocket());
            if (!peer.Welcome() || peer.ReadAction() is null)
            {
                return;
            }

            byte[] piece = new byte[1024 * 1024];
            Array.Fill(piece, (byte)'x');
            peer.Send("Event: Huge\r\nX: "u8);
            for (int i = 0; i < mebibytes; i++)
            {
                peer.Send(piece);
            }

            peer.Send("\r\n\r\n"u8);
        }
        catch (SocketException)
        {
            // The client does not take it all, which is the point.
        }
    }

    private static void Collect()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
    }
}
