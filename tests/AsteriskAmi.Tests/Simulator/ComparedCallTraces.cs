using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>Keeps tests that count what there is on the one real Asterisk from running beside each other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ComparisonCollection
{
    public const string Name = "Comparison with Asterisk";
}

/// <summary>All compared calls, placed once on both servers, several at a time: one after the other they take minutes.</summary>
public sealed class ComparedCallTraces : IDisposable
{
    private const int AtATime = 8;

    private readonly AmiSimulator _simulator = AmiSimulator.Start();
    private readonly Lazy<ConcurrentDictionary<(string Call, bool Real), List<string>>> _traces;

    public ComparedCallTraces()
    {
        _traces = new Lazy<ConcurrentDictionary<(string Call, bool Real), List<string>>>(PlaceAll);
    }

    public void Dispose() => _simulator.Dispose();

    /// <summary>What a call did, a line a frame.</summary>
    internal List<string> Of(string call, bool real) => _traces.Value[(call, real)];

    /// <summary>Places a call once more on both.</summary>
    internal void PlaceAgain(string call)
    {
        _traces.Value[(call, true)] = Place(call, real: true);
        _traces.Value[(call, false)] = Place(call, real: false);
    }

    private ConcurrentDictionary<(string Call, bool Real), List<string>> PlaceAll()
    {
        _ = RealAsterisk.Endpoint();
        var traces = new ConcurrentDictionary<(string Call, bool Real), List<string>>();
        var waiting = new ConcurrentQueue<(string Call, bool Real)>(ComparedCalls.All.SelectMany(
            call => new[] { (call.Name, true), (call.Name, false) }));
        List<Thread> threads = Enumerable.Range(0, AtATime * 2).Select(_ => new Thread(PlaceWaiting) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return traces;

        void PlaceWaiting()
        {
            while (waiting.TryDequeue(out (string Call, bool Real) next))
            {
                traces[next] = Place(next.Call, next.Real);
            }
        }
    }

    private List<string> Place(string name, bool real)
    {
        try
        {
            (string host, int port) = real ? RealAsterisk.Endpoint() : (_simulator.ComputerName, _simulator.Port);
            using RawAmiClient client = RawAmiClient.LogIn(host, port, events: "on");
            (string _, string[] originate, (double Seconds, string[] Action)[] steps) = ComparedCalls.All.Single(call => call.Name == name);
            return Flatten(CallTrace.Run(client, originate, steps));
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or System.Net.Sockets.SocketException)
        {
            // The comparison shows it.
            return [(real ? "Asterisk: " : "Simulator: ") + e];
        }
    }

    private static List<string> Flatten(SortedDictionary<string, List<string>> groups) =>
        groups.SelectMany(group => group.Value.Prepend("== " + group.Key)).ToList();
}
