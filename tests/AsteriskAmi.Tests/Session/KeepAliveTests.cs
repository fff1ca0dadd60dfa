using System;
using System.Globalization;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class KeepAliveTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task No_ping_is_sent_before_the_login_is_answered()
    {
        using var server = new FakeServer();
        var time = new FakeTime();
        Task<AmiSession> connecting = Limit.Run(() => AmiSession.Open(server.Options(), time, Limit.Token));
        FakePeer peer = server.Accept();
        peer.Greet();
        peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
        FakeAction login = peer.Expect("Login");
        time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(time.Running);
        peer.Answer(login);
        peer.Answer(peer.Expect("CoreSettings"));

        using AmiSession session = await connecting.InTime();
        time.Advance(_interval);

        peer.Answer(peer.Expect("Ping"));
        server.Dispose();
    }

    [Fact]
    public void A_server_that_answers_is_asked_again_when_it_is_silent_again()
    {
        using Comeback comeback = Open();
        for (int i = 0; i < 5; i++)
        {
            comeback.Time.Advance(_interval);
            comeback.Peer.Answer(comeback.Peer.Expect("Ping"));
            WaitUntilRead(comeback);
            comeback.Time.Advance(_patience);
            Assert.Equal(AmiSessionState.Connected, comeback.Session.State);
        }
    }

    [Fact]
    public async Task A_server_that_is_mute_is_taken_for_lost_and_sought_again()
    {
        using Comeback comeback = Open();
        using AmiSubscription events = comeback.Session.Subscribe();
        comeback.Time.Advance(_interval);
        comeback.Peer.Expect("Ping");
        Assert.Equal(AmiSessionState.Connected, comeback.Session.State);
        comeback.Time.Advance(_patience);

        Assert.Equal(AmiSessionState.Reconnecting, comeback.Session.State);
        Assert.Contains(
            "the server has sent nothing for 40 s and did not answer a Ping within 10 s",
            Comeback.Next(events).GetHeader("Reason"),
            StringComparison.Ordinal);
        Task<AmiMessage> waiting = comeback.Invoke(new AmiAction("Some"));
        comeback.Return();
        comeback.Peer.Answer(comeback.Peer.Expect("Some"));
        await waiting.InTime();

        // The 40 s of silence before it was noticed, and what the clock has moved on the way back: up to 30 s, by which timer
        // was there first.
        double gap = double.Parse(Comeback.Next(events).GetHeader("GapSeconds")!, CultureInfo.InvariantCulture);
        Assert.InRange(gap, 40, 71);

        // And it goes on with the new connection.
        comeback.Time.Advance(_interval * 2);
        comeback.Peer.Expect("Ping");
    }

    [Fact]
    public void No_ping_is_sent_while_events_flow()
    {
        using Comeback comeback = Open();
        using AmiSubscription events = comeback.Session.Subscribe();
        for (int i = 0; i < 10; i++)
        {
            comeback.Time.Advance(_interval - TimeSpan.FromSeconds(1));
            comeback.Peer.Send("Event: Some");
            Assert.Equal("Some", Comeback.Next(events).EventName);
        }

        comeback.InvokeAccepted(new AmiAction("First"));
    }

    [Fact]
    public async Task No_ping_is_sent_while_an_action_waits_that_has_time()
    {
        using Comeback comeback = Open();
        Task<AmiMessage> slow = comeback.Invoke(new AmiAction("Slow"));
        FakeAction action = comeback.Peer.Expect("Slow");
        comeback.Time.Advance(_interval * 4);
        comeback.Peer.Answer(action);
        await slow.InTime();

        comeback.InvokeAccepted(new AmiAction("Second"));
    }

    [Fact]
    public async Task A_mute_server_is_noticed_however_many_actions_wait_for_it()
    {
        using Comeback comeback = Open();
        Task<AmiMessage> first = comeback.Invoke(new AmiAction("First") { Timeout = TimeSpan.FromMilliseconds(20) });
        comeback.Peer.Expect("First");
        await Fails.With(AmiErrorCode.Timeout, first.InTime());
        Task<AmiMessage> second = comeback.Invoke(new AmiAction("Second"));
        comeback.Peer.Expect("Second");
        comeback.Time.Advance(_interval);
        comeback.Peer.Expect("Ping");
        comeback.Time.Advance(_patience);

        await Fails.With(AmiErrorCode.ConnectionLost, second.InTime());
        Assert.Equal(AmiSessionState.Reconnecting, comeback.Session.State);
    }

    [Fact]
    public void A_session_that_does_not_reconnect_ends_when_its_server_is_mute()
    {
        using Comeback comeback = Open(options => options.Reconnect = false);
        comeback.Time.Advance(_interval);
        comeback.Peer.Expect("Ping");
        comeback.Time.Advance(_patience);

        Assert.Equal(AmiSessionState.Closed, comeback.Session.State);
        Assert.Contains("did not answer a Ping", comeback.Session.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_is_set_makes_nobody_silent()
    {
        using Comeback comeback = Open();
        comeback.Time.Jump(TimeSpan.FromDays(1));
        comeback.Time.Advance(_interval - TimeSpan.FromSeconds(1));
        comeback.Time.Jump(TimeSpan.FromDays(-2));
        comeback.InvokeAccepted(new AmiAction("First"));
        comeback.Time.Advance(_interval - TimeSpan.FromSeconds(1));

        comeback.InvokeAccepted(new AmiAction("Second"));
    }

    [Fact]
    public void An_interval_of_zero_sends_none_and_a_closed_session_leaves_no_timer()
    {
        using Comeback without = Comeback.Open(options => options.KeepAliveInterval = TimeSpan.Zero);
        Assert.Empty(without.Time.Running);
        using Comeback with = Open();
        Assert.Single(with.Time.Running);

        with.Dispose();

        Limit.Until(() => with.Time.Running.Length == 0, "no timer ran any more");
    }

    private static Comeback Open(Action<AmiConnectOptions>? change = null) => Comeback.Open(options =>
    {
        options.KeepAliveInterval = _interval;
        options.ActionTimeout = _patience;
        change?.Invoke(options);
    });

    /// <summary>Waits until all that the server sent has been read.</summary>
    private static void WaitUntilRead(Comeback comeback)
    {
        using AmiSubscription events = comeback.Session.Subscribe();
        comeback.Peer.Send("Event: Read");
        Comeback.Next(events);
    }
}
