using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using AsteriskAmi.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>The same actions and calls on the simulator and on a real Asterisk 22: what comes back is compared header by header.</summary>
[Collection(ComparisonCollection.Name)]
public sealed class SimulatorMatchesAsteriskTests : IClassFixture<ComparedCallTraces>, IDisposable
{
    private const int Attempts = 3;

    private readonly AmiSimulator _simulator = AmiSimulator.Start();
    private readonly ComparedCallTraces _traces;

    public SimulatorMatchesAsteriskTests(ComparedCallTraces traces)
    {
        _traces = traces;
    }

    /// <summary>Each entry is one action, or several with a semicolon between; a bar separates lines.</summary>
    public static TheoryData<string> Actions => [.. ComparedActions.All];

    public static TheoryData<string> ActionsWithEvents => [.. ComparedActions.WithEvents];

    public static TheoryData<string> Accounts => ["admin", "monitor", "originator", "single"];

    public static TheoryData<string, string> Calls
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string name, _, _) in ComparedCalls.All)
            {
                data.Add(name, ComparedCalls.Describe(name));
            }

            return data;
        }
    }

    public void Dispose() => _simulator.Dispose();

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_action_has_the_same_answer(string script) => Compare(client => Run(client, script, events: false), "off");

    [Theory]
    [MemberData(nameof(ActionsWithEvents))]
    public void An_action_has_the_same_answer_and_events(string script) => Compare(client => Run(client, script, events: true), "on");

    [Theory]
    [MemberData(nameof(Accounts))]
    public void An_account_may_use_the_same_actions(string user) => Compare(
        client => client.AskAll("Action: ListCommands")[0].Headers
            .Select(header => header.Key + header.Value[Math.Max(0, header.Value.IndexOf("(Priv", StringComparison.Ordinal))..])
            .ToList(),
        "off",
        user);

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_has_the_same_life(string name, string originate)
    {
        Assert.NotEmpty(originate);
        _ = RealAsterisk.Endpoint();

        // Asterisk's threads race, and now and then one wins that seldom does: a real difference is there every time.
        for (int attempt = 1; attempt < Attempts && !_traces.Of(name, real: true).SequenceEqual(_traces.Of(name, real: false)); attempt++)
        {
            _traces.PlaceAgain(name);
        }

        FrameComparison.AssertSame(_traces.Of(name, real: true), _traces.Of(name, real: false));
    }

    [Fact]
    public void What_comes_before_the_login_has_the_same_answer()
    {
        (string host, int port) = RealAsterisk.Endpoint();
        foreach (string text in ComparedActions.BeforeLogin)
        {
            Assert.Equal(BeforeLogin(host, port, text), BeforeLogin(_simulator.ComputerName, _simulator.Port, text));
        }
    }

    private static List<string> BeforeLogin(string host, int port, string text)
    {
        using var client = new RawAmiClient(host, port);
        client.SendText(text.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n\r\n");
        var lines = new List<string> { client.Banner, FrameComparison.Normalize(client.Answer()) };
        client.ReadUntilQuiet(1000);
        lines.Add(client.IsClosed ? "closed" : "open");
        return lines;
    }

    private static List<string> Run(RawAmiClient client, string script, bool events)
    {
        var lines = new List<string>();
        foreach (string action in script.Split(';'))
        {
            if (action.StartsWith(" wait ", StringComparison.Ordinal))
            {
                Thread.Sleep(int.Parse(action[" wait ".Length..], CultureInfo.InvariantCulture));
                continue;
            }

            List<RawFrame> frames = client.AskAll(action.Trim().Split('|'));
            if (events)
            {
                frames.AddRange(client.ReadUntilQuiet(1000));
            }

            lines.AddRange(FrameComparison.Normalize(frames.Where(frame => frame["Privilege"] is null or "Call")));

            // Events come from several threads, in no order. Developers' builds have one of their own; device states
            // come when Asterisk gets round to them.
            lines.AddRange(frames
                .Where(frame => frame["Privilege"] is not (null or "Call")
                    && frame.Event is not ("TestEvent" or "DeviceStateChange" or "SuccessfulAuth" or "FullyBooted"))
                .Select(FrameComparison.Normalize)
                .Order(StringComparer.Ordinal));
        }

        return lines;
    }

    /// <summary>Does the same on both and compares what came; each line is one frame.</summary>
    private void Compare(Func<RawAmiClient, List<string>> run, string events, string user = "admin")
    {
        (string host, int port) = RealAsterisk.Endpoint();
        using RawAmiClient real = RawAmiClient.LogIn(host, port, user, events: events);
        using RawAmiClient simulated = RawAmiClient.LogIn(_simulator.ComputerName, _simulator.Port, user, events: events);
        List<string> expected = run(real);
        List<string> actual = run(simulated);
        FrameComparison.AssertSame(expected, actual);
    }
}
