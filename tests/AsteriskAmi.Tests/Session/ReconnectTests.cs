using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ReconnectTests
{
    [Fact]
    public void A_session_that_is_not_asked_to_reconnect_ends_with_its_connection()
    {
        using Comeback comeback = Comeback.Open(options => options.Reconnect = false);
        comeback.Peer.Dispose();

        Limit.Until(() => comeback.Session.State == AmiSessionState.Closed, "the session noticed");

        Assert.Empty(comeback.Time.Running);
    }

    [Fact]
    public async Task The_login_is_restored_and_actions_go_on()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();

        FakeAction login = comeback.Return();

        Assert.Equal("alice", login.Value("Username"));
        Assert.Equal("MD5", login.Value("AuthType"));
        Assert.Empty(login.Value("Events"));
        Assert.Equal(1, comeback.Session.Reconnects);
        Assert.Null(comeback.Session.StateReason);
        Task<AmiMessage> answer = comeback.Invoke(new AmiAction("Ping"));
        comeback.Peer.Answer(comeback.Peer.Expect("Ping"), "Ping: Pong");
        Assert.Equal("Pong", (await answer.InTime()).GetHeader("Ping"));
    }

    [Fact]
    public void An_event_mask_is_restored_with_the_login()
    {
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Events").Add("EventMask", "call"));
        comeback.InvokeAccepted(new AmiAction("Events").Add("EventMask", "system,call"));
        comeback.Lose();

        Assert.Equal("system,call", comeback.Return().Value("Events"));
    }

    [Fact]
    public void Filters_are_restored_in_their_order_before_any_event_flows()
    {
        using Comeback comeback = Comeback.Open();
        string[][] filters =
        [
            ["Operation: Add", "Filter: !Channel: DAHDI"],
            ["Operation: Add", "MatchCriteria: action(include),name(Hangup),header(Channel),method(starts_with)", "Filter: PJSIP/"],
            ["Operation: Add", "Filter: Event: Newchannel"],
        ];
        foreach (string[] filter in filters)
        {
            var action = new AmiAction("Filter");
            Array.ForEach(filter, line => action.Add(line.Split(": ", 2)[0], line.Split(": ", 2)[1]));
            comeback.InvokeAccepted(action);
        }

        comeback.InvokeAccepted(new AmiAction("Events").Add("EventMask", "call"));
        for (int i = 0; i < 2; i++)
        {
            comeback.Lose();
            FakePeer peer = comeback.NextAttempt();
            FakeAction login = LogIn(peer);
            Assert.Equal("off", login.Value("Events"));
            foreach (string[] filter in filters)
            {
                FakeAction again = peer.Expect("Filter");
                Assert.Equal(filter, again.Headers);
                peer.Answer(again);
            }

            FakeAction mask = peer.Expect("Events");
            Assert.Equal("call", mask.Value("EventMask"));
            peer.Answer(mask, "Events: On");
            peer.Answer(peer.Expect("CoreSettings"), "AsteriskVersion: 22.10.1");
            Limit.Until(() => comeback.Session.State == AmiSessionState.Connected, "the session was restored");
        }
    }

    [Fact]
    public void An_event_mask_that_gets_no_answer_holds_nothing_up()
    {
        // manager.conf: brokeneventsaction=yes.
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "Event: Hangup"));
        comeback.Lose();
        FakePeer peer = comeback.NextAttempt();
        LogIn(peer);
        peer.Answer(peer.Expect("Filter"));
        peer.Expect("Events");
        peer.Answer(peer.Expect("CoreSettings"), "AsteriskVersion: 22.10.1");

        Limit.Until(() => comeback.Session.State == AmiSessionState.Connected, "the session was restored");
        comeback.InvokeAccepted(new AmiAction("Ping"));
    }

    [Fact]
    public void A_filter_or_mask_that_the_server_refused_is_not_set_again()
    {
        using Comeback comeback = Comeback.Open();
        foreach (string name in new[] { "Filter", "Events" })
        {
            Task<AmiMessage> answer = comeback.Invoke(new AmiAction(name).Add("EventMask", "call").Add("Filter", "x"));
            comeback.Peer.Refuse(comeback.Peer.Expect(name), "Permission denied");
            Assert.ThrowsAny<AggregateException>(answer.Wait);
        }

        comeback.Lose();

        Assert.Empty(comeback.Return().Value("Events"));
    }

    [Fact]
    public async Task A_filter_that_was_taken_as_the_connection_broke_is_set_again()
    {
        for (int i = 0; i < 20; i++)
        {
            using Comeback comeback = Comeback.Open();
            Task<AmiMessage> answer = comeback.Invoke(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "Event: Hangup"));
            comeback.Peer.Answer(comeback.Peer.Expect("Filter"));
            comeback.Lose();
            await answer.InTime();

            FakePeer peer = comeback.NextAttempt();
            LogIn(peer);

            Assert.Equal("Event: Hangup", peer.Expect("Filter").Value("Filter"));
        }
    }

    [Fact]
    public async Task A_filter_whose_answer_was_lost_has_failed_and_is_not_set_again()
    {
        using Comeback comeback = Comeback.Open();
        Task<AmiMessage> answer = comeback.Invoke(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "Event: Hangup"));
        comeback.Peer.Expect("Filter");
        comeback.Lose();

        await Fails.With(AmiErrorCode.ConnectionLost, answer.InTime());
        comeback.Return();
    }

    [Fact]
    public async Task A_filter_that_the_server_took_after_its_sender_had_given_up_is_set_again()
    {
        using Comeback comeback = Comeback.Open();
        Task<AmiMessage> answer = comeback.Invoke(
            new AmiAction("Filter") { Timeout = TimeSpan.FromMilliseconds(20) }.Add("Operation", "Add").Add("Filter", "Event: Hangup"));
        FakeAction filter = comeback.Peer.Expect("Filter");
        await Fails.With(AmiErrorCode.Timeout, answer.InTime());
        comeback.Peer.Answer(filter);
        comeback.Lose();

        FakePeer peer = comeback.NextAttempt();
        LogIn(peer);

        Assert.Equal("Event: Hangup", peer.Expect("Filter").Value("Filter"));
    }

    [Fact]
    public void A_server_that_refuses_a_filter_now_ends_the_session_and_says_so()
    {
        using Comeback comeback = Comeback.Open();
        comeback.InvokeAccepted(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "Event: Hangup"));
        comeback.Lose();
        FakePeer peer = comeback.NextAttempt();
        LogIn(peer);
        peer.Refuse(peer.Expect("Filter"), "Permission denied");

        Limit.Until(() => comeback.Session.State == AmiSessionState.Closed, "the session ended");

        Assert.Contains("may not send Filter", comeback.Session.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_secret_ends_the_session_at_once()
    {
        using Comeback comeback = Comeback.Open();
        using AmiSubscription events = comeback.Session.Subscribe();
        comeback.Lose();
        FakePeer peer = comeback.NextAttempt();
        peer.Greet();
        peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
        peer.Refuse(peer.Expect("Login"), "Authentication failed");

        Limit.Until(() => comeback.Session.State == AmiSessionState.Closed, "the session ended");

        Assert.Equal(AmiSubscription.ConnectionLostMarkerName, Comeback.Next(events).EventName);
        AmiException e = Fails.With(AmiErrorCode.AuthenticationFailed, () => events.TryTake(out _, Limit.Patience, Limit.Token));
        Assert.Contains("could not be restored", e.Message, StringComparison.Ordinal);
        Fails.With(AmiErrorCode.NotConnected, () => comeback.Session.Invoke(new AmiAction("Ping"), Limit.Token));
        Assert.Empty(comeback.Time.Running);
    }

    [Fact]
    public void What_will_pass_is_tried_again()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();

        // A login that the server thinks is still there.
        FakePeer peer = comeback.NextAttempt();
        peer.Greet();
        peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
        peer.Refuse(peer.Expect("Login"), "Login Already In Use");

        // A server that shuts down refuses everything, in this order; the secret must not be sent in clear for that.
        peer = comeback.NextAttempt();
        peer.Greet();
        peer.Refuse(peer.Expect("Challenge"), "Asterisk is shutting down");
        Assert.Null(peer.Read());
        peer = comeback.NextAttempt();
        peer.Greet();
        peer.Answer(peer.Expect("Challenge"), "Challenge: 1");
        peer.Refuse(peer.Expect("Login"), "Asterisk is shutting down");

        // Cut in the middle of it, closed without a word, and another service on the port.
        peer = comeback.NextAttempt();
        peer.Greet();
        peer.Expect("Challenge");
        peer.Reset();
        comeback.NextAttempt().Dispose();
        comeback.NextAttempt().SendText("SSH-2.0-OpenSSH_9\r\n");

        comeback.Return();
        Assert.Equal(1, comeback.Session.Reconnects);
    }

    [Fact]
    public void The_secret_is_not_sent_in_clear_to_whoever_answers_on_the_way_back()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Lose();
        FakePeer peer = comeback.NextAttempt();
        peer.Greet();
        peer.Refuse(peer.Expect("Challenge"), "Invalid/unknown command");

        Assert.Null(peer.Read());
        Limit.Until(() => comeback.Session.State == AmiSessionState.Closed, "it is given up");
        Assert.Contains("gives no MD5 challenge any more", comeback.Session.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public void While_it_reconnects_a_session_says_why_and_since_when()
    {
        using Comeback comeback = Comeback.Open();
        comeback.Time.Advance(TimeSpan.FromMinutes(5));
        DateTime now = comeback.Time.GetUtcNow().LocalDateTime;
        comeback.Lose();

        Assert.Equal(now, comeback.Session.StateSince);
        Assert.Contains("was lost: it closed the connection", comeback.Session.StateReason, StringComparison.Ordinal);
        Assert.Contains("reconnects by itself", comeback.Session.StateReason, StringComparison.Ordinal);

        FakePeer peer = comeback.NextAttempt();
        peer.SendText("HTTP/1.1 400 Bad Request\r\n");
        Limit.Until(
            () => comeback.Session.StateReason!.Contains("is not an AMI server", StringComparison.Ordinal),
            "the reason was that of the last attempt");
        Assert.Equal(now, comeback.Session.StateSince);
    }

    [Fact]
    public void A_server_that_is_known_is_not_probed_when_it_is_silent()
    {
        using Comeback comeback = Comeback.Open(options => options.ConnectTimeout = TimeSpan.FromMilliseconds(200));
        comeback.Lose();
        comeback.NextAttempt();
        Limit.Until(
            () => comeback.Session.StateReason!.Contains("sent no AMI banner", StringComparison.Ordinal),
            "the attempt was given up");

        // Were there probes, they would come before the next attempt.
        comeback.Return();
    }

    [Fact]
    public void Connections_that_are_lost_again_and_again_are_made_again_and_again()
    {
        using Comeback comeback = Comeback.Open();
        using AmiSubscription events = comeback.Session.Subscribe(["Nothing"]);
        for (int i = 1; i <= 20; i++)
        {
            comeback.Lose();
            comeback.Return();
            Assert.Equal(i, comeback.Session.Reconnects);
        }

        Assert.Equal(
            Enumerable.Range(0, 20).SelectMany(_ => new[] { AmiSubscription.ConnectionLostMarkerName, AmiSubscription.ConnectionRestoredMarkerName }),
            Comeback.Names(events, 40));
    }

    private static FakeAction LogIn(FakePeer peer)
    {
        peer.Greet();
        peer.Answer(peer.Expect("Challenge"), "Challenge: 123456789");
        FakeAction login = peer.Expect("Login");
        peer.Answer(login, "Message: Authentication accepted");
        return login;
    }
}
