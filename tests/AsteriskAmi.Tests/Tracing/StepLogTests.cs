using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tracing;
using Xunit;

namespace AsteriskAmi.Tests.Tracing;

public sealed class StepLogTests
{
    [Fact]
    public void Connecting_tells_its_steps_in_their_order()
    {
        using var server = new FakeServer();
        _ = server.OnConnection(peer => peer.Login());
        var steps = new List<string>();
        Run(new StepLog(steps.Add, null), () => AmiSession.Connect(server.Options(), Limit.Token).Dispose());

        string[] told =
        [
            "Resolving '127.0.0.1'.", $"Connecting to 127.0.0.1, port {server.Port}.", "Connected.",
            "The server greets as 'Asterisk Call Manager/11.0.0'.", "Challenge: Success after ",
            "Logging in as 'alice' by MD5 challenge.", "Login: Success: Authentication accepted after ",
            "CoreSettings: Success after ", "The server is Asterisk 22.10.1.",
        ];
        Assert.Equal(told, steps.Take(told.Length).Select((step, i) => step[..Math.Min(step.Length, told[i].Length)]));
    }

    [Fact]
    public void Connecting_shows_all_traffic_and_neither_secret_nor_challenge_nor_key()
    {
        using var server = new FakeServer();
        _ = server.OnConnection(peer => peer.Login());
        var shown = new List<string>();
        Run(new StepLog(shown.Add, shown.Add), () => AmiSession.Connect(server.Options(), Limit.Token).Dispose());

        string all = string.Join("\n", shown);
        Assert.Contains("was opened: Asterisk Call Manager/11.0.0", all, StringComparison.Ordinal);
        Assert.Contains("    Challenge: ***", all, StringComparison.Ordinal);
        Assert.Contains("    Key: ***", all, StringComparison.Ordinal);
        Assert.Contains("    AsteriskVersion: 22.10.1", all, StringComparison.Ordinal);
        Assert.Contains("    Action: Logoff", all, StringComparison.Ordinal);
        Assert.DoesNotContain("123456789", all, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Md5("123456789s3cret"), all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_secret_that_is_sent_in_clear_is_not_shown_and_is_told_of()
    {
        using var server = new FakeServer();
        _ = server.OnConnection(peer =>
        {
            peer.Greet();
            peer.Refuse(peer.Expect("Challenge"), "Must specify AuthType");
            peer.Refuse(peer.Expect("Login"), "Authentication failed");
        });
        var shown = new List<string>();
        AmiException? failure = null;
        Run(new StepLog(shown.Add, shown.Add), () => failure = Assert.Throws<AmiException>(() => AmiSession.Connect(server.Options(), Limit.Token)));

        string all = string.Join("\n", shown) + failure;
        Assert.Contains("Logging in as 'alice' with the secret itself: the server gives no MD5 challenge.", all, StringComparison.Ordinal);
        Assert.Contains("    Secret: ***", all, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", all, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_fails_is_told_with_its_reason()
    {
        var steps = new List<string>();
        int port = FakeServer.FreePort();
        Run(new StepLog(steps.Add, null), () => Assert.Throws<AmiException>(() => AmiSession.Connect(
            new AmiConnectOptions("a", "b") { ComputerName = "127.0.0.1", Port = port }, Limit.Token)));

        Assert.Contains(steps, step => step.StartsWith($"Cannot connect to 127.0.0.1:{port}: nothing listens there.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_sent_is_told_while_its_answer_is_waited_for()
    {
        using Line line = Line.Open();
        using var told = new ManualResetEventSlim(false);
        Task asked = Limit.Run(() => Run(
            new StepLog(null, text =>
            {
                if (text.Contains("Action: Ping", StringComparison.Ordinal))
                {
                    told.Set();
                }
            }),
            () => line.Session.Invoke(new AmiAction("Ping"), Limit.Token)));
        FakeAction ping = line.Peer.Expect("Ping");

        Assert.True(told.Wait(Limit.Patience, Limit.Token));
        Assert.False(asked.IsCompleted);
        line.Peer.Answer(ping, "Ping: Pong");
        await asked.InTime();
    }

    [Fact]
    public async Task What_others_ask_by_the_same_session_is_not_shown_and_events_only_when_they_are_followed()
    {
        using Line line = Line.Open();
        var shown = new List<string>();
        await Limit.Run(() => Run(new StepLog(null, shown.Add), () =>
        {
            (FakeAction other, Task<AmiMessage> answer) = line.Send("CoreStatus");
            line.Peer.Answer(other, "Mine: no");
            answer.Wait(Limit.Token);
            line.Peer.Send("Event: Hangup", "Channel: a");
            Task<FakeAction> ping = Limit.Run(() =>
            {
                FakeAction action = line.Peer.Expect("Ping");
                line.Peer.Answer(action, "Ping: Pong");
                return action;
            });
            line.Session.Invoke(new AmiAction("Ping"), Limit.Token);
            ping.Wait(Limit.Token);

            using AmiSubscription events = line.Session.Subscribe();
            line.Peer.Send("Event: CoreShowChannel", "ActionID: of-another");
            line.Peer.Send("Event: UserEvent", "Privilege: user,all", "ActionID: of-another", "UserEvent: Broadcast");
            line.Peer.Send("Event: Newchannel", "Channel: b");
            for (int i = 0; i < 2; i++)
            {
                Assert.True(events.TryTake(out _, Limit.Patience, Limit.Token));
            }

            Assert.True(events.TryTake(out _, Limit.Patience, Limit.Token));
        })).InTime();

        string all = string.Join("\n", shown);
        Assert.Contains("Action: Ping", all, StringComparison.Ordinal);
        Assert.Contains("Ping: Pong", all, StringComparison.Ordinal);
        Assert.Contains("Event: Newchannel", all, StringComparison.Ordinal);
        Assert.Contains("UserEvent: Broadcast", all, StringComparison.Ordinal);
        Assert.DoesNotContain("CoreShowChannel", all, StringComparison.Ordinal);
        Assert.DoesNotContain("CoreStatus", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Mine: no", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Event: Hangup", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_told_on_its_own_thread_alone_and_never_from_within_itself()
    {
        using Line line = Line.Open();
        int depth = 0;
        await Limit.Run(() =>
        {
            int owner = Environment.CurrentManagedThreadId;
            StepLog log = null!;
            log = new StepLog(
                step =>
                {
                    Assert.Equal(owner, Environment.CurrentManagedThreadId);
                    Assert.Equal(1, ++depth);
                    log.Add("again");
                    log.Tell();
                    depth--;
                },
                null);
            log.Add("one");
            Limit.Run(log.Tell).Wait(Limit.Token);
            Assert.Equal(0, depth);
            log.Tell();
        }).InTime();
    }

    [Fact]
    public async Task Nobody_who_asks_for_nothing_costs_a_tap()
    {
        using Line line = Line.Open();
        await line.Ping();
        Assert.Null(StepLog.Current);
        var shown = new List<string>();
        await Limit.Run(() => Run(new StepLog(shown.Add, null), () =>
        {
            (FakeAction ping, Task<AmiMessage> answer) = line.Send("Ping");
            line.Peer.Answer(ping);
            answer.Wait(Limit.Token);
        })).InTime();
        Assert.Empty(shown);
    }

    private static void Run(StepLog log, Action work)
    {
        using (log)
        {
            StepLog.Current = log;
            try
            {
                work();
            }
            finally
            {
                StepLog.Current = null;
                log.Tell();
            }
        }
    }

    private static string Md5(string text)
    {
#pragma warning disable CA5351
        return Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }
}
