using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Calls;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ReconnectActionTests
{
    [Fact]
    public async Task Actions_in_flight_fail_and_are_not_sent_again()
    {
        using Comeback comeback = Comeback.Open();
        Task<AmiMessage>[] answers = [.. Enumerable.Range(0, 8).Select(_ => comeback.Invoke(new AmiAction("Originate")))];
        Task<AmiMessage> async = comeback.Session.InvokeAsync(new AmiAction("Originate"), Limit.Token);
        for (int i = 0; i < 9; i++)
        {
            comeback.Peer.Expect("Originate");
        }

        comeback.Lose();

        foreach (Task<AmiMessage> answer in answers.Append(async))
        {
            AmiException e = await Fails.With(AmiErrorCode.ConnectionLost, answer.InTime());
            Assert.Contains("Whether the server acted on Originate is not known; it is not sent again.", e.Message, StringComparison.Ordinal);
            Assert.Contains("reconnects by itself", e.Message, StringComparison.Ordinal);
        }

        comeback.Return();
        Task<AmiMessage> ping = comeback.Invoke(new AmiAction("Ping"));
        comeback.Peer.Answer(comeback.Peer.Expect("Ping"));
        await ping.InTime();
    }

    [Fact]
    public async Task Whoever_is_told_that_an_action_failed_finds_the_session_reconnecting()
    {
        for (int i = 0; i < 20; i++)
        {
            using Comeback comeback = Comeback.Open();
            Task<AmiSessionState> seen = Limit.Run(() =>
            {
                Fails.With(AmiErrorCode.ConnectionLost, () => comeback.Session.Invoke(new AmiAction("Some"), Limit.Token));
                return comeback.Session.State;
            });
            comeback.Peer.Expect("Some");
            comeback.Peer.Reset();

            Assert.Equal(AmiSessionState.Reconnecting, await seen.InTime());
        }
    }

    [Fact]
    public async Task A_list_that_is_cut_off_fails_behind_the_items_that_came()
    {
        using Comeback comeback = Comeback.Open();
        int items = 0;
        Task list = Limit.Run(() =>
        {
            foreach (AmiMessage item in comeback.Session.InvokeList(new AmiAction("Some"), Limit.Token))
            {
                Interlocked.Increment(ref items);
            }
        });
        FakeAction action = comeback.Peer.Expect("Some");
        comeback.Peer.Answer(action, "EventList: start");
        comeback.Peer.Item(action, "Event: Thing");
        comeback.Lose();

        await Fails.With(AmiErrorCode.ConnectionLost, list.InTime());
        Assert.Equal(1, items);
    }

    [Fact]
    public async Task A_call_whose_outcome_is_awaited_fails_when_the_connection_is_lost()
    {
        using Comeback comeback = Comeback.Open();
        Task<AmiOriginateResult> outcome = Limit.Run(() =>
        {
            using var call = AmiOriginatedCall.Start(
                comeback.Session, new AmiOriginateRequest("Local/1@test") { Application = "Wait" }, Limit.Token);
            return call.Wait(Limit.Token);
        });
        comeback.Peer.Answer(comeback.Peer.Expect("Originate"));
        comeback.Lose();

        await Fails.With(AmiErrorCode.ConnectionLost, outcome.InTime());
    }

    [Fact]
    public async Task Actions_started_while_the_session_reconnects_wait_and_are_sent_once()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();
        Task<AmiMessage>[] answers = [.. Enumerable.Range(0, 20).Select(
            i => comeback.Invoke(new AmiAction("DBPut").Add("Key", i.ToString(System.Globalization.CultureInfo.InvariantCulture))))];
        comeback.NextAttempt().Dispose();
        comeback.Return();

        var keys = new System.Collections.Generic.List<int>();
        for (int i = 0; i < 20; i++)
        {
            FakeAction action = comeback.Peer.Expect("DBPut");
            keys.Add(int.Parse(action.Value("Key"), System.Globalization.CultureInfo.InvariantCulture));
            comeback.Peer.Answer(action);
        }

        await Task.WhenAll(answers).InTime();
        Assert.Equal(Enumerable.Range(0, 20), keys.Order());
        Task<AmiMessage> ping = comeback.Invoke(new AmiAction("Ping"));
        comeback.Peer.Answer(comeback.Peer.Expect("Ping"));
        await ping.InTime();
    }

    [Fact]
    public async Task An_action_waits_for_a_connection_no_longer_than_its_own_time()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();

        AmiException e = await Fails.With(
            AmiErrorCode.NotConnected,
            comeback.Invoke(new AmiAction("Never") { Timeout = TimeSpan.FromMilliseconds(50) }).InTime());

        Assert.Contains("nothing was sent", e.Message, StringComparison.Ordinal);
        Assert.Contains("it closed the connection", e.Message, StringComparison.Ordinal);
        comeback.Return();
        comeback.InvokeAccepted(new AmiAction("Ping"));
    }

    [Fact]
    public async Task An_action_that_waits_for_a_connection_ends_when_it_is_cancelled()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();
        using var stop = new CancellationTokenSource();
        Task<AmiMessage> answer = Limit.Run(() => comeback.Session.Invoke(new AmiAction("Never"), stop.Token));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.InTime());
    }

    [Fact]
    public async Task An_action_that_waits_for_a_connection_ends_when_the_session_is_closed()
    {
        using Comeback comeback = Comeback.Open(options => options.ActionTimeout = TimeSpan.FromMinutes(2));
        comeback.Lose();
        Task<AmiMessage> answer = comeback.Invoke(new AmiAction("Never"));

        comeback.Session.Dispose();

        await Fails.With(AmiErrorCode.NotConnected, answer.InTime());
    }

    [Fact]
    public async Task An_action_for_a_connection_that_has_ended_unnoticed_is_kept_for_the_next_one()
    {
        // Many threads hit the moment between the end and its notice; none may be told that an action was lost that
        // never left, and none may be sent twice.
        using Comeback comeback = Comeback.Open();
        FakePeer first = comeback.Peer;
        int sent = 0;
        Task firstServer = first.Serve(action =>
        {
            if (Interlocked.Increment(ref sent) == 500)
            {
                first.Reset();
                return;
            }

            first.Answer(action);
        });
        int told = 0;
        int lost = 0;
        Task[] users = [.. Enumerable.Range(0, 16).Select(_ => Limit.Run(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                try
                {
                    comeback.Session.Invoke(new AmiAction("Count"), Limit.Token);
                    Interlocked.Increment(ref told);
                }
                catch (AmiException e) when (e.Code == AmiErrorCode.ConnectionLost)
                {
                    Interlocked.Increment(ref lost);
                }
            }
        }))];
        Limit.Until(() => comeback.Session.State == AmiSessionState.Reconnecting, "the session noticed");
        comeback.Return();
        FakePeer second = comeback.Peer;
        int after = 0;
        Task secondServer = second.Serve(action =>
        {
            Interlocked.Increment(ref after);
            second.Answer(action);
        });
        await Task.WhenAll(users).InTime();

        Assert.Equal(1600, told + lost);

        // No more than one a thread can have been on its way, and what was told as done was done exactly once.
        Assert.InRange(lost, 1, 16);
        Assert.InRange(sent + after, told, told + lost);
    }

    [Fact]
    public async Task A_rate_holds_for_what_waited_for_a_new_connection_too()
    {
        using Comeback comeback = Comeback.Open(options => options.MaxActionsPerSecond = 20);
        comeback.Lose();
        Task<AmiMessage>[] answers = [.. Enumerable.Range(0, 11).Select(_ => comeback.Invoke(new AmiAction("Some")))];
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        comeback.Return();
        FakePeer peer = comeback.Peer;
        Task server = peer.Serve(action => peer.Answer(action));

        await Task.WhenAll(answers).InTime();

        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(begin) > TimeSpan.FromMilliseconds(400), "They came all at once.");
    }
}
