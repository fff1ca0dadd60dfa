using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ActionRateTests
{
    [Theory]
    [InlineData(7, 15)]
    [InlineData(100, 200)]
    [InlineData(180, 360)]
    [InlineData(1000, 2000)]
    public void No_more_pass_than_the_rate_allows(int perSecond, int count)
    {
        using var rate = new ActionRate(perSecond);
        var clock = Stopwatch.StartNew();

        for (int i = 0; i < count; i++)
        {
            rate.Wait(Limit.Token);
        }

        // The first and 20 ms' worth pass at once. A busy machine makes it slower, never faster.
        double least = (count - 1 - (perSecond * 0.02)) / perSecond;
        Assert.InRange(clock.Elapsed.TotalSeconds, least * 0.99, Limit.Patience.TotalSeconds);
    }

    [Fact]
    public void A_fraction_is_one_in_several_seconds()
    {
        using var rate = new ActionRate(0.8);
        var clock = Stopwatch.StartNew();

        rate.Wait(Limit.Token);
        rate.Wait(Limit.Token);

        Assert.InRange(clock.Elapsed.TotalSeconds, 1.2, Limit.Patience.TotalSeconds);
    }

    [Fact]
    public async Task Many_that_wait_get_their_turns_in_the_order_in_which_they_came()
    {
        const int Each = 10;
        using var rate = new ActionRate(20);
        var turns = new List<int>();
        using var start = new Barrier(8);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(who => Limit.Run(() =>
        {
            Assert.True(start.SignalAndWait(Limit.Patience, Limit.Token));
            for (int i = 0; i < Each; i++)
            {
                rate.Wait(Limit.Token);
                lock (turns)
                {
                    turns.Add(who);
                }
            }
        }))).InTime();

        // Who has just had a turn queues up behind all others, so nobody is ever far ahead of the slowest.
        int[] had = new int[8];
        int furthest = 0;
        foreach (int who in turns)
        {
            had[who]++;
            furthest = Math.Max(furthest, had.Where(n => n < Each).Select(n => had.Max() - n).DefaultIfEmpty(0).Max());
        }

        Assert.Equal(8 * Each, turns.Count);
        Assert.InRange(furthest, 0, Each / 2);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_and_does_not_cost_the_others_their_turn()
    {
        using var rate = new ActionRate(0.01);
        rate.Wait(Limit.Token);
        using var stop = new CancellationTokenSource();

        Task waiting = Limit.Run(() => rate.Wait(stop.Token));
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(waiting.InTime);
    }

    [Fact]
    public async Task Nobody_waits_once_it_is_disposed_of()
    {
        var rate = new ActionRate(0.01);
        rate.Wait(Limit.Token);
        using var waits = new ManualResetEventSlim(false);
        Task waiting = Limit.Run(() => rate.Wait(Limit.Token, waits.Set));
        Assert.True(waits.Wait(Limit.Patience, Limit.Token));

        rate.Dispose();

        await waiting.InTime();
        rate.Wait(Limit.Token);
    }

    [Fact]
    public async Task A_session_holds_actions_back_but_not_its_goodbye()
    {
        using Line line = Line.Open(o => o.MaxActionsPerSecond = 1);
        var clock = Stopwatch.StartNew();
        await line.Ping();
        await line.Ping();
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.99, Limit.Patience.TotalSeconds);

        Task[] waiting = [.. Enumerable.Range(0, 60).Select(_ => Limit.Run(() => line.Session.Invoke(new AmiAction("Late"), Limit.Token)))];
        Task closing = Limit.Run(line.Session.Dispose);
        int passed = 0;
        while (line.Peer.Read() is FakeAction action && action.Name != "Logoff")
        {
            Assert.Equal("Late", action.Name);
            passed++;
        }

        // In turn it would come behind all the others.
        Assert.InRange(passed, 0, waiting.Length - 1);
        await closing.InTime();
        var codes = new List<AmiErrorCode>();
        foreach (Task one in waiting)
        {
            codes.Add((await Assert.ThrowsAsync<AmiException>(one.InTime)).Code);
        }

        // Those that had their turn before, on a slow machine, were sent and have no answer; no other was sent.
        Assert.Equal(passed, codes.Count(code => code == AmiErrorCode.ConnectionLost));
        Assert.Equal(waiting.Length - passed, codes.Count(code => code == AmiErrorCode.NotConnected));

        Fails.With(AmiErrorCode.NotConnected, () => line.Session.Invoke(new AmiAction("Later"), Limit.Token));
    }

    [Fact]
    public void The_keepalive_does_not_wait_for_its_turn()
    {
        using Line line = Line.Open(o =>
        {
            o.MaxActionsPerSecond = 1;
            o.KeepAliveInterval = TimeSpan.FromMilliseconds(100);
        });
        Task[] held = [.. Enumerable.Range(0, 30).Select(_ => Limit.Run(() => line.Session.Invoke(new AmiAction("Held"), Limit.Token)))];

        int passed = 0;
        FakeAction action = line.Peer.Read()!;
        while (action.Name != "Ping")
        {
            line.Peer.Answer(action);
            passed++;
            action = line.Peer.Read()!;
        }

        // In turn it would come behind all the others.
        Assert.InRange(passed, 0, held.Length - 1);
    }
}
