using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using AsteriskAmi.Calls;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tests.Simulator;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>AMI over HTTP as Asterisk itself has it, by cookie (rawman) and by digest (arawman).</summary>
public sealed class AsteriskOverHttpTests
{
    public static TheoryData<string, string> Ways => new()
    {
        { "22", "rawman" }, { "22", "arawman" }, { "16", "rawman" }, { "16", "arawman" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_session_logs_in_and_knows_the_server(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);

        Assert.StartsWith(branch + ".", session.ServerVersion, StringComparison.Ordinal);
        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_long_list_comes_whole(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);

        AmiMessage[] actions = session.InvokeList(new AmiAction("CoreShowChannels"), Limit.Token).ToArray();
        Assert.Empty(actions);
        string[] output = session.Invoke(new AmiAction("Command").Add("Command", "core show applications"), Limit.Token).GetOutput().ToArray();
        Assert.True(output.Length > 100, output.Length + " lines");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_event_comes_once_and_in_order(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);
        using AmiSession other = Connect(branch, path);
        using AmiSubscription events = session.Subscribe(["UserEvent"]);

        for (int i = 0; i < 200; i++)
        {
            other.Invoke(new AmiAction("UserEvent").Add("UserEvent", "Counted").Add("Number", i.ToString()), Limit.Token);
        }

        var numbers = new List<string?>();
        while (numbers.Count < 200)
        {
            Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token), $"Only {numbers.Count} events came.");
            numbers.Add(message.GetHeader("Number"));
        }

        Assert.Equal(Enumerable.Range(0, 200).Select(i => i.ToString()), numbers);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_call_tells_its_outcome(string branch, string path)
    {
        using AmiSession session = Connect(branch, path);

        AmiOriginateResult busy = Place(session, "Local/busy@test");
        AmiOriginateResult answered = Place(session, "Local/answer-end@test");

        Assert.Equal(AmiCallOutcome.Busy, busy.Outcome);
        Assert.Equal(AmiCallOutcome.Answered, answered.Outcome);
    }

    private static AmiOriginateResult Place(AmiSession session, string channel)
    {
        using AmiOriginatedCall call = AmiOriginatedCall.Start(
            session,
            new AmiOriginateRequest(channel) { Application = "Wait", ApplicationData = "5", Timeout = TimeSpan.FromSeconds(10) },
            Limit.Token);
        return call.Wait(Limit.Token);
    }

    private static AmiSession Connect(string branch, string path) => AmiSession.Connect(Options(branch, path), Limit.Token);

    private static AmiConnectOptions Options(string branch, string path)
    {
        JsonElement real = RealAsterisk.Described(branch);
        return AmiConnectOptions.ForUri(
            $"http://{real.GetProperty("host").GetString()}:{real.GetProperty("httpPort").GetInt32()}/{path}", "admin", "admin-test-secret");
    }
}
