using System;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Session;

/// <summary>Closing a session that is between two connections. The waits that it must break off are minutes long.</summary>
public sealed class ReconnectClosingTests
{
    [Fact]
    public async Task Closing_ends_the_wait_for_the_next_attempt()
    {
        using Comeback comeback = Comeback.Open();
        using AmiSubscription events = comeback.Session.Subscribe();
        comeback.Lose();
        Limit.Until(() => comeback.Time.Running.Length > 0, "the wait began");

        await Close(comeback);

        Limit.Until(() => comeback.Time.Running.Length == 0, "the wait was broken off");
        Assert.Equal(AmiSubscription.ConnectionLostMarkerName, Comeback.Next(events).EventName);
        Assert.False(events.TryTake(out _, Limit.Patience, Limit.Token));
    }

    [Fact]
    public async Task Closing_ends_an_attempt_that_waits_for_the_greeting()
    {
        using Comeback comeback = Open();
        comeback.Lose();
        FakePeer peer = comeback.NextAttempt();

        await Close(comeback);

        peer.WaitForClose();
    }

    [Fact]
    public async Task Closing_ends_an_attempt_that_waits_for_the_login()
    {
        using Comeback comeback = Open();
        comeback.Lose();
        FakePeer peer = comeback.NextAttempt();
        peer.Greet();
        peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
        peer.Expect("Login");

        await Close(comeback);

        peer.WaitForClose();
    }

    [Fact]
    public async Task Closing_at_the_moment_of_a_return_leaves_the_session_closed()
    {
        for (int i = 0; i < 200; i++)
        {
            using Comeback comeback = Open();
            comeback.Lose();
            FakePeer peer = comeback.NextAttempt();
            peer.Greet();
            peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
            peer.Answer(peer.Expect("Login"));
            FakeAction last = peer.Expect("CoreSettings");
            Task leaving = Limit.Run(() =>
            {
                // The client's goodbye, or its end.
                peer.Read();
                peer.Dispose();
            });

            peer.Answer(last);
            System.Threading.Thread.SpinWait(i * 20);
            comeback.Session.Dispose();

            await leaving.InTime();
            Limit.Until(() => comeback.Time.Running.Length == 0, "nothing waited for another attempt");
            Assert.Equal(AmiSessionState.Closed, comeback.Session.State);
            Assert.Null(comeback.Session.StateReason);
        }
    }

    private static Comeback Open() => Comeback.Open(options => options.ConnectTimeout = TimeSpan.FromMinutes(10));

    private static async Task Close(Comeback comeback)
    {
        await Limit.Run(comeback.Session.Dispose).InTime();
        Assert.Equal(AmiSessionState.Closed, comeback.Session.State);
        Assert.Null(comeback.Session.StateReason);
    }
}
