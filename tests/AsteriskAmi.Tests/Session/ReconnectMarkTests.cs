using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ReconnectMarkTests
{
    private const string Lost = AmiSubscription.ConnectionLostMarkerName;
    private const string Restored = AmiSubscription.ConnectionRestoredMarkerName;

    [Fact]
    public void A_subscriber_sees_the_loss_and_the_return_between_the_events_of_both_connections()
    {
        using Comeback comeback = Comeback.Open();
        using AmiSubscription all = comeback.Session.Subscribe();
        using AmiSubscription some = comeback.Session.Subscribe(["Hang*"]);
        comeback.Peer.Send("Event: Hangup", "Cause: 16");
        comeback.Peer.Send("Event: Newchannel");
        comeback.Lose();
        comeback.NextAttempt().Greet();
        comeback.Peer.Answer(comeback.Peer.Expect("Challenge"), "Challenge: 1");
        FakeAction login = comeback.Peer.Expect("Login");
        comeback.Peer.Answer(login);

        // Events that come before the session is restored must wait for the mark.
        comeback.Peer.Send("Event: Hangup", "Cause: 17");
        comeback.Peer.Send("Event: FullyBooted");
        comeback.Peer.Answer(comeback.Peer.Expect("CoreSettings"));
        comeback.Peer.Send("Event: Hangup", "Cause: 18");

        Assert.Equal(["Hangup", "Newchannel", Lost, Restored, "Hangup", "FullyBooted", "Hangup"], Comeback.Names(all, 7));
        AmiMessage[] seen = [.. Enumerable.Range(0, 5).Select(_ => Comeback.Next(some))];
        Assert.Equal(["Hangup", Lost, Restored, "Hangup", "Hangup"], seen.Select(m => m.EventName));
        Assert.Equal(["16", "17", "18"], seen.Where(m => m.EventName == "Hangup").Select(m => m.GetHeader("Cause")));
        Assert.Contains("it closed the connection", seen[1].GetHeader("Reason"), StringComparison.Ordinal);
        Assert.Equal("1", seen[2].GetHeader("Attempts"));
        Assert.NotNull(seen[2].GetHeader("GapSeconds"));
        Assert.All(seen, message => Assert.Same(comeback.Session, message.Source));
        Assert.Equal(0, some.Lost);
    }

    [Fact]
    public void A_subscription_made_while_the_session_reconnects_begins_with_the_loss()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();
        using AmiSubscription events = comeback.Session.Subscribe(["Hangup"]);
        comeback.Return();
        using AmiSubscription later = comeback.Session.Subscribe(["Hangup"]);
        comeback.Peer.Send("Event: Hangup");

        Assert.Equal([Lost, Restored, "Hangup"], Comeback.Names(events, 3));
        Assert.Equal(["Hangup"], Comeback.Names(later, 1));
    }

    [Fact]
    public async Task Markers_come_in_pairs_and_nothing_between_them_whatever_happens_at_the_same_time()
    {
        using Comeback comeback = Comeback.Open();
        using AmiSubscription first = comeback.Session.Subscribe();
        for (int round = 0; round < 10; round++)
        {
            FakePeer peer = comeback.Peer;
            using var stop = new System.Threading.CancellationTokenSource();
            Task sending = Limit.Run(() => SendUntil(peer, stop.Token));
            Task<AmiSubscription[]> subscribing = Limit.Run(
                () => Enumerable.Range(0, 50).Select(_ => comeback.Session.Subscribe()).ToArray());
            Task losing = Limit.Run(peer.Reset);
            AmiSubscription[] subscriptions = await subscribing.InTime();
            await losing.InTime();
            await stop.CancelAsync();
            await sending.InTime();
            Limit.Until(() => comeback.Session.State == AmiSessionState.Reconnecting, "the session noticed");
            comeback.Return();
            comeback.Peer.Send("Event: End" + round);
            foreach (AmiSubscription subscription in subscriptions)
            {
                AssertPaired(subscription, "End" + round);
                subscription.Dispose();
            }

            AssertPaired(first, "End" + round);
        }
    }

    [Fact]
    public void A_session_closed_on_purpose_marks_no_loss()
    {
        for (int i = 0; i < 25; i++)
        {
            using Comeback comeback = Comeback.Open();
            using AmiSubscription events = comeback.Session.Subscribe();
            FakePeer peer = comeback.Peer;
            Task server = peer.Serve(action =>
            {
                peer.Send("Response: Goodbye", "ActionID: " + action.Id);
                peer.Dispose();
            });

            comeback.Session.Dispose();

            Assert.False(events.TryTake(out AmiMessage? message, Limit.Patience, Limit.Token), message?.EventName);
            Assert.Empty(comeback.Time.Running);
            Assert.Equal(0, comeback.Session.Reconnects);
        }
    }

    private static void SendUntil(FakePeer peer, System.Threading.CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                peer.Send("Event: Some");
            }
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The connection was reset.
        }
    }

    /// <summary>Reads up to an event; the markers on the way must stand in pairs, the loss first, with nothing between.</summary>
    private static void AssertPaired(AmiSubscription events, string end)
    {
        for (string name = Comeback.Next(events).EventName!; name != end; name = Comeback.Next(events).EventName!)
        {
            Assert.NotEqual(Restored, name);
            if (name == Lost)
            {
                Assert.Equal(Restored, Comeback.Next(events).EventName);
            }
        }
    }
}
