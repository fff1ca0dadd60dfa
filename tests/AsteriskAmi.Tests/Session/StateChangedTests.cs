using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class StateChangedTests
{
    [Fact]
    public void Every_state_is_told_in_order_with_its_reason()
    {
        using Comeback comeback = Comeback.Open();
        BlockingCollection<AmiStateChangedEventArgs> told = Listen(comeback.Session);
        comeback.Lose();
        comeback.Return();
        comeback.Lose();
        comeback.Session.Dispose();

        AmiStateChangedEventArgs[] all = [.. Enumerable.Range(0, 4).Select(_ => Next(told))];
        Assert.Equal(
            [AmiSessionState.Reconnecting, AmiSessionState.Connected, AmiSessionState.Reconnecting, AmiSessionState.Closed],
            all.Select(change => change.State));
        Assert.Contains("it closed the connection", all[0].Reason, StringComparison.Ordinal);
        Assert.Null(all[1].Reason);
        Assert.Contains("was closed", all[3].Reason, StringComparison.Ordinal);
        Assert.Equal(all.Select(change => change.Since), all.Select(change => change.Since).Order());
        Assert.Empty(told);
    }

    [Fact]
    public void A_handler_that_throws_hurts_neither_the_session_nor_the_other_handlers()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Session.StateChanged += (_, _) => throw new InvalidOperationException("a fault of the caller's");
        BlockingCollection<AmiStateChangedEventArgs> told = Listen(comeback.Session);
        comeback.Lose();
        comeback.Return();

        Assert.Equal(AmiSessionState.Reconnecting, Next(told).State);
        Assert.Equal(AmiSessionState.Connected, Next(told).State);
        comeback.InvokeAccepted(new AmiAction("Ping"));
    }

    [Fact]
    public void A_handler_that_blocks_holds_up_nothing_but_the_handlers()
    {
        using Comeback comeback = Comeback.Open();
        using var release = new ManualResetEventSlim(false);
        comeback.Session.StateChanged += (_, _) => release.Wait(Limit.Patience, Limit.Token);
        BlockingCollection<AmiStateChangedEventArgs> told = Listen(comeback.Session);
        comeback.Lose();
        comeback.Return();
        comeback.InvokeAccepted(new AmiAction("Ping"));
        comeback.Session.Dispose();
        Assert.Equal(AmiSessionState.Closed, comeback.Session.State);

        release.Set();

        Assert.Equal(
            [AmiSessionState.Reconnecting, AmiSessionState.Connected, AmiSessionState.Closed],
            Enumerable.Range(0, 3).Select(_ => Next(told).State));
    }

    [Fact]
    public async Task A_handler_may_use_the_session()
    {
        using Comeback comeback = Comeback.Open();
        var answers = new BlockingCollection<AmiMessage>();
        comeback.Session.StateChanged += (sender, change) =>
        {
            if (change.State == AmiSessionState.Connected)
            {
                answers.Add(((AmiSession)sender!).Invoke(new AmiAction("Ask"), Limit.Token));
            }
        };
        comeback.Lose();
        comeback.Return();
        comeback.Peer.Answer(comeback.Peer.Expect("Ask"), "Value: 7");

        Assert.True(answers.TryTake(out AmiMessage? answer, (int)Limit.Patience.TotalMilliseconds, Limit.Token));
        Assert.Equal("7", answer.GetHeader("Value"));

        var closed = new TaskCompletionSource();
        comeback.Session.StateChanged += (sender, change) =>
        {
            if (change.State == AmiSessionState.Reconnecting)
            {
                ((AmiSession)sender!).Dispose();
                closed.SetResult();
            }
        };
        comeback.Peer.Dispose();
        await closed.Task.InTime();
        Assert.Equal(AmiSessionState.Closed, comeback.Session.State);
    }

    [Theory]
    [InlineData("Restart: True", "Shutdown: Cleanly", "shutting down to restart (gracefully, no call was left)")]
    [InlineData("Restart: False", "Shutdown: Cleanly", "shutting down to stop (gracefully, no call was left)")]
    [InlineData("Restart: True", "Shutdown: Uncleanly", "shutting down to restart (with calls still up)")]
    [InlineData("Restart: False", "Shutdown: Uncleanly", "shutting down to stop (with calls still up)")]
    public void A_server_that_announced_its_end_is_quoted_as_the_reason(string restart, string shutdown, string expected)
    {
        using Comeback comeback = Comeback.Open();
        BlockingCollection<AmiStateChangedEventArgs> told = Listen(comeback.Session);
        comeback.Peer.Send("Event: Shutdown", "Privilege: system,all", shutdown, restart);
        comeback.Lose();

        Assert.Contains("the server announced that it was " + expected, Next(told).Reason, StringComparison.Ordinal);

        // The next loss is another matter.
        comeback.Return();
        Next(told);
        comeback.Lose();
        Assert.Contains("it closed the connection", Next(told).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_announced_end_is_quoted_to_whoever_waits_for_an_answer()
    {
        using Comeback comeback = Comeback.Open();
        Task<AmiMessage> answer = comeback.Invoke(new AmiAction("Command"));
        comeback.Peer.Expect("Command");
        comeback.Peer.Send("Event: Shutdown", "Shutdown: Cleanly", "Restart: True");
        comeback.Peer.Dispose();

        AmiException e = await Fails.With(AmiErrorCode.ConnectionLost, answer.InTime());

        Assert.Contains("announced", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reload_or_the_end_of_booting_is_no_change()
    {
        using Comeback comeback = Comeback.Open();
        BlockingCollection<AmiStateChangedEventArgs> told = Listen(comeback.Session);
        comeback.Peer.Send("Event: Reload", "Privilege: system,all", "Module: All", "Status: 0");
        comeback.Peer.Send("Event: FullyBooted", "Privilege: system,all", "Status: Fully Booted");
        comeback.InvokeAccepted(new AmiAction("Ping"));

        Assert.Equal(AmiSessionState.Connected, comeback.Session.State);
        comeback.Lose();
        Assert.Contains("it closed the connection", Next(told).Reason, StringComparison.Ordinal);
    }

    private static BlockingCollection<AmiStateChangedEventArgs> Listen(AmiSession session)
    {
        var told = new BlockingCollection<AmiStateChangedEventArgs>();
        session.StateChanged += (_, change) => told.Add(change);
        return told;
    }

    private static AmiStateChangedEventArgs Next(BlockingCollection<AmiStateChangedEventArgs> told)
    {
        Assert.True(told.TryTake(out AmiStateChangedEventArgs? change, (int)Limit.Patience.TotalMilliseconds, Limit.Token), "Nothing was told.");
        return change;
    }
}
