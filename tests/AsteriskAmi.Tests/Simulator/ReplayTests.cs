using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AsteriskAmi.Calls;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;
using AsteriskAmi.Simulator;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tracing;
using Xunit;

namespace AsteriskAmi.Tests.Simulator;

[Collection(RealAsterisk.Calls)]
public sealed class ReplayTests : IDisposable
{
    private const string Head = """
        # AsteriskAmi transcript: format 1; secrets are replaced by ***
        # Session: office
        # Banner: PBX Call Manager/9.0.0
        # AsteriskVersion: 20.11.0
        2026-01-02T03:04:05.000Z # Begun.

        """;

    private static readonly string[] _keys = ["one", "one", "one", "two", "two"];

    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [InlineData(null)]
    [InlineData("22")]
    [InlineData("16")]
    public void The_same_channels_queues_calls_and_events_come_out_of_a_replay(string? branch)
    {
        using AmiSimulator? original = branch is null ? AmiSimulator.Start() : null;
        (string host, int port) = original is null ? RealAsterisk.Endpoint(branch!) : (original.ComputerName, original.Port);
        string[] recorded = Use(host, port, "admin-test-secret", session => AmiTranscript.Start(session, _path));
        using AmiSimulator replay = AmiSimulator.Start(new AmiSimulatorOptions { Transcript = _path });
        string[] played = Use(replay.ComputerName, replay.Port, "any-secret", _ => null);

        Assert.Contains(recorded, line => line.StartsWith("call Answered 4", StringComparison.Ordinal));
        Assert.Contains(recorded, line => line.StartsWith("event Newchannel", StringComparison.Ordinal));
        Assert.Contains(recorded, line => line.StartsWith("queue sales", StringComparison.Ordinal));
        Assert.Equal(recorded, played);
        Assert.DoesNotContain("admin-test-secret", File.ReadAllText(_path), StringComparison.Ordinal);
    }

    [Fact]
    public void The_banner_and_the_version_are_those_of_the_record()
    {
        Write(string.Empty);
        using AmiSimulator replay = Start();
        using AmiSession session = Connect(replay);

        Assert.Equal("PBX Call Manager/9.0.0", session.Banner);
        Assert.Equal("20.11.0", session.ServerVersion);
    }

    [Fact]
    public void An_action_gets_the_next_answer_of_the_same_name_and_headers_and_at_the_end_the_last_again()
    {
        Write("""
            2026-01-02T03:04:06.000Z > 1
                Action: DBGet
                ActionID: a-1
                Family: f
                Key: one
            2026-01-02T03:04:06.001Z < 1
                Response: Success
                ActionID: a-1
                Message: first
            2026-01-02T03:04:07.000Z > 1
                Action: DBGet
                ActionID: a-2
                Family: f
                Key: two
            2026-01-02T03:04:07.001Z < 1
                Response: Success
                ActionID: a-2
                Message: other
            2026-01-02T03:04:08.000Z > 1
                Action: dbget
                ActionID: a-3
                Key: ONE
                Family: f
            2026-01-02T03:04:08.001Z < 1
                Response: Success
                ActionID: a-3
                Message: second

            """);
        using AmiSimulator replay = Start();
        using AmiSession session = Connect(replay);

        Assert.Equal(
            ["first", "second", "second", "other", "other"],
            _keys.Select(key => Get(session, key)));
        AmiException e = Assert.Throws<AmiException>(() => Get(session, "three"));
        Assert.Contains("The transcript has no DBGet with these headers.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_redacted_stands_for_any_secret()
    {
        Write("""
            2026-01-02T03:04:06.000Z > 1
                Action: UpdateConfig
                ActionID: a-1
                Var-000000: secret
                Value-000000: ***
            2026-01-02T03:04:06.001Z < 1
                Response: Success
                ActionID: a-1

            """);
        using AmiSimulator replay = Start();
        using AmiSession session = Connect(replay);

        AmiMessage answer = session.Invoke(
            new AmiAction("UpdateConfig").Add("Var-000000", "secret").Add("Value-000000", "hunter2"), Limit.Token);
        Assert.Equal("Success", answer.GetHeader("Response"));
    }

    [Fact]
    public void Events_follow_the_action_that_they_followed()
    {
        Write("""
            2026-01-02T03:04:06.000Z < 1
                Event: BeforeAll
                Privilege: user,all
            2026-01-02T03:04:07.000Z > 1
                Action: CoreStatus
                ActionID: a-1
            2026-01-02T03:04:07.500Z < 1
                Event: Between
                Privilege: user,all
            2026-01-02T03:04:08.000Z < 1
                Response: Success
                ActionID: a-1
            2026-01-02T03:04:09.000Z < 1
                Event: Behind
                Privilege: user,all
                Text: two lines␊
                are one value
                Bell: ␇

            """);
        using AmiSimulator replay = Start();
        using AmiSession session = Connect(replay);
        using AmiSubscription events = session.Subscribe(["Between", "Behind"]);
        session.Invoke(new AmiAction("CoreStatus"), Limit.Token);

        Assert.Equal("Between", Next(events).EventName);
        AmiMessage last = Next(events);
        Assert.Equal("Behind", last.EventName);
        Assert.Equal("two lines\nare one value", last.GetHeader("Text"));
        Assert.Equal("\a", last.GetHeader("Bell"));
    }

    [Fact]
    public void With_the_recorded_timing_nothing_comes_earlier_than_it_came()
    {
        Write("""
            2026-01-02T03:04:07.000Z > 1
                Action: CoreStatus
                ActionID: a-1
            2026-01-02T03:04:07.300Z < 1
                Response: Success
                ActionID: a-1
            2026-01-02T03:04:07.600Z < 1
                Event: Late
                Privilege: user,all

            """);
        using AmiSimulator replay = AmiSimulator.Start(new AmiSimulatorOptions { Transcript = _path, RecordedTiming = true });
        using AmiSession session = Connect(replay);
        using AmiSubscription events = session.Subscribe(["Late"]);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        session.Invoke(new AmiAction("CoreStatus"), Limit.Token);
        Assert.True(clock.ElapsedMilliseconds >= 290);
        Next(events);
        Assert.True(clock.ElapsedMilliseconds >= 590);
    }

    [Fact]
    public void A_channel_has_the_id_that_its_client_gives_it()
    {
        Write("""
            2026-01-02T03:04:07.000Z > 1
                Action: Originate
                ActionID: a-1
                Channel: Local/x@y
                ChannelId: old.1
            2026-01-02T03:04:07.300Z < 1
                Response: Success
                ActionID: a-1
            2026-01-02T03:04:07.600Z < 1
                Event: Newchannel
                Privilege: call,all
                Uniqueid: old.1;2
                Linkedid: old.1

            """);
        using AmiSimulator replay = Start();
        using AmiSession session = Connect(replay);
        using AmiSubscription events = session.Subscribe(["Newchannel"]);
        session.Invoke(new AmiAction("Originate").Add("Channel", "Local/x@y").Add("ChannelId", "new.7"), Limit.Token);

        AmiMessage message = Next(events);
        Assert.Equal("new.7;2", message.GetHeader("Uniqueid"));
        Assert.Equal("new.7", message.GetHeader("Linkedid"));
    }

    [Fact]
    public void A_long_record_reaches_a_client_that_reads_in_its_own_time()
    {
        const int Count = 20_000;
        Write(
            "2026-01-02T03:04:07.000Z > 1\n    Action: CoreStatus\n    ActionID: a-1\n2026-01-02T03:04:07.300Z < 1\n    Response: Success\n    ActionID: a-1\n"
            + string.Concat(Enumerable.Range(0, Count).Select(i => "2026-01-02T03:04:08.000Z < 1\n    Event: Many\n    Privilege: user,all\n    Number: " + i + "\n    Text: " + new string('x', 500) + "\n")));
        using AmiSimulator replay = Start();
        using AmiSession session = Connect(replay);
        using AmiSubscription events = session.Subscribe(["Many"], Count);
        session.Invoke(new AmiAction("CoreStatus"), Limit.Token);

        var all = new List<AmiMessage>();
        while (all.Count < Count)
        {
            Assert.True(events.TakeBatch(all, Count, Limit.Patience, Limit.Token));
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), all.Select(m => m.GetHeader("Number")));
    }

    [Theory]
    [InlineData("hello", "begin")]
    [InlineData("# AsteriskAmi transcript: format 2; x\n", "begin")]
    [InlineData("# AsteriskAmi transcript: format 1; x\nwhat\n", "Line 2")]
    public void A_file_that_is_no_transcript_is_refused_with_the_line(string text, string named)
    {
        File.WriteAllText(_path, text);
        Assert.Contains(named, Assert.Throws<FormatException>(() => Start()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_was_cut_off_is_played_as_far_as_it_goes()
    {
        Write("2026-01-02T03:04:07.000Z > 1\n    Action: CoreStatus\n    ActionID: a-1\n2026-01-02T03:04:0");
        using AmiSimulator replay = Start();
        using AmiSession session = Connect(replay);

        AmiException e = Assert.Throws<AmiException>(() => session.Invoke(new AmiAction("CoreStatus"), Limit.Token));
        Assert.Contains("The transcript ends before the answer to CoreStatus.", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    private static string Get(AmiSession session, string key) =>
        session.Invoke(new AmiAction("DBGet").Add("Family", "f").Add("Key", key), Limit.Token).GetHeader("Message")!;

    private static AmiMessage Next(AmiSubscription events)
    {
        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        return message;
    }

    private static AmiSession Connect(AmiSimulator simulator) => Connect(simulator.ComputerName, simulator.Port, "any-secret");

    private static AmiSession Connect(string host, int port, string secret) => AmiSession.Connect(
        new AmiConnectOptions("admin", secret) { ComputerName = host, Port = port }, Limit.Token);

    /// <summary>Asks and does the same things each time, and says what came of it.</summary>
    private static string[] Use(string host, int port, string secret, Func<AmiSession, IDisposable?> begin)
    {
        using AmiSession session = Connect(host, port, secret);
        using IDisposable? transcript = begin(session);
        using AmiSubscription events = session.Subscribe(["Newchannel", "OriginateResponse", "Hangup"]);
        var told = new List<string>();
        told.AddRange(session.GetQueues("sales", Limit.Token).Select(queue =>
            $"queue {queue.Name} {queue.Strategy} {queue.Calls} {string.Join(',', queue.Members.Select(m => m.Name + m.Status))}"));
        var request = new AmiOriginateRequest("Local/answer-end@test") { Application = "Wait", ApplicationData = "1", ChannelId = "replay.1" };
        using (AmiOriginatedCall call = AmiOriginatedCall.Start(session, request, Limit.Token))
        {
            AmiOriginateResult result = call.Wait(Limit.Token);
            told.Add($"call {result.Outcome} {result.Reason} {result.Channel} {result.Uniqueid}");
        }

        told.AddRange(session.GetChannels(Limit.Token).Where(c => c.Linkedid == "replay.1").Select(c => $"channel {c.Name} {c.State} {c.Context} {c.Extension} {c.Uniqueid}"));
        for (int hangups = 0; hangups < 2;)
        {
            AmiMessage message = Next(events);
            string? id = message.GetHeader("Linkedid") ?? message.GetHeader("Uniqueid");
            if (id == "replay.1")
            {
                told.Add($"event {message.EventName} {message.GetHeader("Channel")} {message.GetHeader("Uniqueid")} {message.GetHeader("Cause")}");
                hangups += message.EventName == "Hangup" ? 1 : 0;
            }
        }

        return [.. told];
    }

    private AmiSimulator Start() => AmiSimulator.Start(new AmiSimulatorOptions { Transcript = _path });

    private void Write(string blocks) => File.WriteAllText(_path, Head + blocks);
}
