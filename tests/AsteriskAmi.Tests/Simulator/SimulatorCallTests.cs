using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using AsteriskAmi.Simulator;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>Calls, queues and event filters of the simulator, over a bare socket.</summary>
public sealed class SimulatorCallTests : IDisposable
{
    private readonly AmiSimulator _simulator = AmiSimulator.Start();

    public void Dispose() => _simulator.Dispose();

    [Theory]
    [InlineData("answer", "Success", "4")]
    [InlineData("busy", "Failure", "5")]
    [InlineData("congestion", "Failure", "8")]
    [InlineData("noanswer", "Failure", "3")]
    [InlineData("hangup-cause", "Failure", "0")]
    [InlineData("no-such-extension", "Failure", "0")]
    public void An_originate_ends_as_the_extension_says(string exten, string response, string reason)
    {
        using RawAmiClient client = LogIn();
        client.Send("Action: Originate", "ActionID: o", "Channel: Local/" + exten + "@test", "Application: Wait", "Data: 0.1", exten == "noanswer" ? "Timeout: 300" : "Timeout: 60000", "Async: true", "ChannelId: mine");
        RawFrame result = client.WaitForEvent("OriginateResponse");
        Assert.Equal("o", result["ActionID"]);
        Assert.Equal(response, result["Response"]);
        Assert.Equal(reason, result["Reason"]);
        Assert.Equal("mine", result["Uniqueid"]);
        Assert.True(SpinWait.SpinUntil(() => _simulator.Channels == 0, Limit.Patience));
    }

    [Fact]
    public void A_synchronous_originate_is_answered_when_the_call_is()
    {
        using RawAmiClient client = LogIn();
        var clock = Stopwatch.StartNew();
        Assert.Equal("Success", client.Ask("Action: Originate", "Channel: Local/delayed-answer@test", "Application: Wait", "Data: 0.1")["Response"]);
        Assert.True(clock.ElapsedMilliseconds >= 1900, $"It took {clock.ElapsedMilliseconds} ms.");
        Assert.Equal("Originate failed", client.Ask("Action: Originate", "Channel: Local/busy@test", "Application: Wait")["Message"]);
    }

    [Fact]
    public void A_bad_technology_without_a_slash_fails_at_once()
    {
        using RawAmiClient client = LogIn();
        Assert.Equal("Invalid channel", client.Ask("Action: Originate", "Channel: Nothing", "Application: Wait", "Async: true")["Message"]);
    }

    [Fact]
    public void Channels_are_listed_redirected_and_hung_up()
    {
        using RawAmiClient client = LogIn();
        string name = PlaceCall(client, "answer");
        List<RawFrame> list = client.AskAll("Action: CoreShowChannels", "ActionID: l");
        Assert.Equal(2, list.Count(frame => frame.Event == "CoreShowChannel"));
        Assert.Equal("2", list.Single(frame => frame.Event == "CoreShowChannelsComplete")["ListItems"]);
        Assert.Equal(2, _simulator.Channels);

        Assert.Equal("Redirect successful", client.Ask("Action: Redirect", "Channel: " + name, "Context: test", "Exten: vars", "Priority: 1")["Message"]);
        Assert.Equal("Grüße aus Köln ☎", client.WaitFor(frame => frame["Variable"] == "UTF8")["Value"]);

        Assert.Equal("Channel Hungup", client.Ask("Action: Hangup", "Channel: " + name, "Cause: 17")["Message"]);
        Assert.Equal("User busy", client.WaitForEvent("Hangup")["Cause-txt"]);
        Assert.True(SpinWait.SpinUntil(() => _simulator.Channels == 0, Limit.Patience));
    }

    [Fact]
    public void A_caller_waits_in_a_queue_and_a_member_takes_the_call()
    {
        using RawAmiClient client = LogIn();
        PlaceCall(client, "queue-support");
        client.WaitForEvent("QueueCallerJoin");
        RawFrame entry = client.AskAll("Action: QueueStatus", "Queue: support").Single(frame => frame.Event == "QueueEntry");
        Assert.Equal("1", entry["Position"]);

        PlaceCall(client, "queue-sales");
        Assert.Equal("Agent One", client.WaitForEvent("AgentConnect")["MemberName"]);
        client.Ask("Action: Hangup", "Channel: /.*/");
        client.WaitForEvent("QueueCallerAbandon");
        Assert.True(SpinWait.SpinUntil(() => _simulator.Channels == 0, Limit.Patience));
        Assert.DoesNotContain(client.AskAll("Action: QueueStatus"), frame => frame.Event == "QueueEntry");
    }

    [Theory]
    [InlineData("Filter: Event: Hangup", "Hangup")]
    [InlineData("MatchCriteria: name(Newstate)", "Newstate")]
    [InlineData("MatchCriteria: header(Cause-txt),method(contains)|Filter: busy", "Hangup")]
    [InlineData("MatchCriteria: name(Newstate),header(ChannelStateDesc),method(exact)|Filter: Busy", "Newstate")]
    public void A_filter_lets_only_its_events_through(string filter, string eventName)
    {
        using RawAmiClient client = LogIn();
        client.WaitForEvent("FullyBooted");
        string[] lines = ["Action: Filter", "Operation: Add", .. filter.Split('|')];
        Assert.Equal("Success", client.Ask(lines)["Response"]);
        client.Send("Action: Originate", "ActionID: o", "Channel: Local/busy@test", "Application: Wait", "Async: true");
        List<RawFrame> seen = client.ReadUntil(frames => frames.Any(frame => frame.Event is null) && frames.Any(frame => frame.Event == eventName));
        seen.AddRange(client.ReadUntilQuiet(500));
        Assert.All(seen.Where(frame => frame.Event is not null), frame => Assert.StartsWith(eventName, frame.Event, StringComparison.Ordinal));
    }

    [Fact]
    public void An_excluding_filter_keeps_its_events_away()
    {
        using RawAmiClient client = LogIn();
        client.Ask("Action: Filter", "Operation: Add", "Filter: !Event: VarSet");
        PlaceCall(client, "vars");
        Assert.DoesNotContain(client.ReadUntilQuiet(300), frame => frame.Event == "VarSet");
    }

    [Fact]
    public void Events_can_be_switched_off_and_masked()
    {
        using RawAmiClient client = LogIn();
        Assert.Equal("Off", client.Ask("Action: Events", "EventMask: off")["Events"]);
        client.ReadUntilQuiet(200);
        client.Ask("Action: UserEvent", "UserEvent: Unseen");
        Assert.Empty(client.ReadUntilQuiet(200));
        Assert.Equal("On", client.Ask("Action: Events", "EventMask: user")["Events"]);
        client.Ask("Action: UserEvent", "UserEvent: Seen", "ActionID: u");
        RawFrame seen = client.WaitForEvent("UserEvent");
        Assert.Equal("u", seen["ActionID"]);
    }

    [Fact]
    public void Two_hundred_calls_at_once_end_right()
    {
        (string Exten, string Reason)[] kinds = [("answer", "4"), ("busy", "5"), ("congestion", "8"), ("noanswer", "3"), ("answer-end", "4")];
        using RawAmiClient client = LogIn(events: "call");
        var expected = new Dictionary<string, string>();
        for (int i = 0; i < 200; i++)
        {
            (string exten, string reason) = kinds[i % kinds.Length];
            expected["call-" + i] = reason;
            client.Send("Action: Originate", "ActionID: call-" + i, "Channel: Local/" + exten + "@test", "Application: Wait", "Data: 0.2", exten == "noanswer" ? "Timeout: 500" : "Timeout: 60000", "Async: true");
        }

        var actual = new Dictionary<string, string>();
        while (actual.Count < expected.Count)
        {
            RawFrame result = client.WaitForEvent("OriginateResponse");
            actual.Add(result["ActionID"]!, result["Reason"]!);
        }

        Assert.Equal(expected, actual);
        Assert.True(SpinWait.SpinUntil(() => _simulator.Channels == 0, Limit.Patience));
    }

    [Fact]
    public void A_dialplan_that_goes_round_in_circles_ends()
    {
        using RawAmiClient client = LogIn();
        client.Ask("Action: DialplanExtensionAdd", "Context: test", "Extension: circle", "Priority: 1", "Application: Goto", "ApplicationData: circle,1");
        client.Ask("Action: Events", "EventMask: call");
        client.Send("Action: Originate", "Channel: Local/circle@test", "Application: Wait", "Async: true");
        Assert.Equal("Failure", client.WaitForEvent("OriginateResponse")["Response"]);
        Assert.Equal("Success", client.Ask("Action: Ping")["Response"]);
    }

    /// <summary>Places a call that stays; gives the name of its second half.</summary>
    private static string PlaceCall(RawAmiClient client, string exten)
    {
        client.Send("Action: Originate", "ActionID: " + exten, "Channel: Local/" + exten + "@test", "Application: Wait", "Data: 60", "Async: true");
        RawFrame result = client.WaitFor(frame => frame.Event == "OriginateResponse" && frame["ActionID"] == exten);
        return result["Channel"]!.Replace(";1", ";2", StringComparison.Ordinal);
    }

    private RawAmiClient LogIn(string user = "admin", string? events = null) =>
        RawAmiClient.LogIn(_simulator.ComputerName, _simulator.Port, user, events: events);
}
