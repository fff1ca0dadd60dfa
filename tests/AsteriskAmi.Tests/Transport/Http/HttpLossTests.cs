using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Transport;
using AsteriskAmi.Transport.Http;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>How a session over HTTP ends, by its own will and against it.</summary>
public sealed class HttpLossTests : IDisposable
{
    private readonly FakeManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public void A_session_that_the_server_has_forgotten_is_a_lost_connection(string path)
    {
        using AmiSession session = Connect(path);
        using AmiSubscription events = session.Subscribe();
        Limit.Until(() => _manager.Count("WaitEvent") >= 1, "the session asks for events");

        _manager.Forget();

        // The digest may have opened a new session without anybody noticing, if the pause was short.
        if (path == "/rawman")
        {
            AmiException e = Fails.With(AmiErrorCode.ConnectionLost, () => events.TryTake(out _, Limit.Patience, Limit.Token));
            Assert.Contains("httptimeout", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_action_that_meets_a_forgotten_session_fails_and_is_not_sent_again()
    {
        using AmiSession session = Connect(change: options => options.Reconnect = true);
        Limit.Until(() => _manager.Count("WaitEvent") >= 1, "the session asks for events");
        using AmiSubscription events = session.Subscribe();
        _manager.Instead = request =>
        {
            if (request.Action == "Originate")
            {
                _manager.Forget();
            }

            return null;
        };

        AmiException e = await Fails.With(
            AmiErrorCode.ConnectionLost, Limit.Run(() => session.Invoke(new AmiAction("Originate"), Limit.Token)).InTime());

        Assert.Contains("reconnects", e.Message, StringComparison.Ordinal);
        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
        Assert.Equal(1, _manager.Count("Originate"));
        Assert.Equal(
            [AmiSubscription.ConnectionLostMarkerName, AmiSubscription.ConnectionRestoredMarkerName],
            new[] { Next(events), Next(events) }.Select(message => message.EventName));
        _manager.Raise("Event: Counted");
        Assert.Equal("Counted", Next(events).EventName);
    }

    [Fact]
    public void After_a_loss_the_mask_and_the_filters_are_restored()
    {
        _manager.Instead = request => request.Action == "Filter" ? FakeManager.Succeed(request) : null;
        using AmiSession session = Connect(change: options => options.Reconnect = true);
        session.Invoke(new AmiAction("Filter").Add("Operation", "Add").Add("Filter", "Event: C"), Limit.Token);
        session.Invoke(new AmiAction("Events").Add("EventMask", "call,user"), Limit.Token);
        int before = _manager.Count("WaitEvent");

        _manager.Forget();
        Limit.Until(() => session.Reconnects == 1, "the session has connected again");
        Limit.Until(() => _manager.Requests.Last().Action == "WaitEvent", "it asks for events");

        string[] actions = _manager.Requests.Select(request => request.Action).SkipWhile(action => action != "Filter").Skip(1).ToArray();
        Assert.Equal(["Login", "Filter", "Events", "CoreSettings"], actions.Where(action => action is not "WaitEvent" and not "Challenge").SkipWhile(action => action == "Events"));
        Assert.Equal("call,user", _manager.Requests.Last(request => request.Action == "Events")["EventMask"]);
        Assert.Equal("off", _manager.Requests.Last(request => request.Action == "Login")["Events"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task An_answer_that_breaks_off_is_a_lost_connection(int bytes)
    {
        using AmiSession session = Connect();
        _manager.Instead = request =>
        {
            if (request.Action != "Long")
            {
                return null;
            }

            FakeHttpReply reply = FakeManager.Succeed(request, "Text: " + new string('x', 1000));
            reply.BreaksAfter = bytes;
            return reply;
        };

        AmiException e = await Fails.With(
            AmiErrorCode.ConnectionLost, Limit.Run(() => session.Invoke(new AmiAction("Long"), Limit.Token)).InTime());

        Assert.Contains("in the middle of its answer to Long", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, _manager.Count("Long"));
    }

    [Fact]
    public async Task A_server_that_closes_instead_of_answering_leaves_open_whether_it_has_acted()
    {
        using AmiSession session = Connect();
        _manager.Instead = request => request.Action == "Originate" ? throw new System.IO.IOException("The server is gone.") : null;

        AmiException e = await Fails.With(
            AmiErrorCode.ConnectionLost, Limit.Run(() => session.Invoke(new AmiAction("Originate"), Limit.Token)).InTime());

        Assert.Contains("without an answer to Originate", e.Message, StringComparison.Ordinal);
        Assert.Contains("not known whether that was carried out", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, _manager.Count("Originate"));
    }

    [Fact]
    public async Task Events_that_break_off_are_a_lost_connection_and_none_is_cut()
    {
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe();
        Limit.Until(() => _manager.Count("WaitEvent") >= 1, "the session asks for events");
        _manager.Shape = reply => reply.BreaksAfter = reply.Body.Contains("Counted", StringComparison.Ordinal) ? 100 : null;

        _manager.Raise("Event: Counted", "Text: " + new string('x', 1000));

        await Limit.Run(() => Fails.With(AmiErrorCode.ConnectionLost, () => events.TryTake(out _, Limit.Patience, Limit.Token))).InTime();
    }

    [Fact]
    public async Task A_server_that_answers_nonsense_ends_the_session()
    {
        using AmiSession session = Connect();
        _manager.Instead = request => request.Action == "Some" ? new FakeHttpReply { Status = "500 Server Error" } : null;

        AmiException e = await Fails.With(
            AmiErrorCode.ConnectionLost, Limit.Run(() => session.Invoke(new AmiAction("Some"), Limit.Token)).InTime());

        Assert.Contains("500 Server Error", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_refuses_to_wait_ends_the_session_with_its_own_words()
    {
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe();
        _manager.Instead = request => request.Action == "WaitEvent" ? FakeManager.Refuse(request, "Asterisk is shutting down") : null;
        _manager.Raise("Event: Last");

        AmiException e = Assert.Throws<AmiException>(() =>
        {
            while (events.TryTake(out _, Limit.Patience, Limit.Token))
            {
            }
        });

        Assert.Contains("Asterisk is shutting down", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_an_answer_ends_at_once_when_it_is_cancelled()
    {
        using var release = new ManualResetEventSlim(false);
        using AmiSession session = Connect();
        _manager.Instead = request =>
        {
            if (request.Action == "Slow")
            {
                release.Wait(Limit.Patience);
            }

            return null;
        };
        using var cancel = new CancellationTokenSource();
        Task<AmiMessage> slow = Limit.Run(() => session.Invoke(new AmiAction("Slow"), cancel.Token));
        Limit.Until(() => _manager.Count("Slow") == 1, "the action is under way");
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow.InTime());
        Assert.Equal(AmiSessionState.Connected, session.State);
        release.Set();
    }

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public void Closing_logs_off_so_that_the_server_forgets_the_session_at_once(string path)
    {
        AmiSession session = Connect(path, options => options.GoodbyeTime = Limit.Patience);
        Limit.Until(() => _manager.IsWaitedOn, "the session waits for events");

        session.Dispose();

        Assert.Equal(0, _manager.Sessions);
        Assert.Equal(AmiSessionState.Closed, session.State);
        Assert.Null(session.StateReason);
    }

    [Fact]
    public void A_Logoff_by_hand_ends_the_connection_as_it_does_over_TCP()
    {
        using AmiSession session = Connect();

        session.Invoke(new AmiAction("Logoff"), Limit.Token);

        Limit.Until(() => session.State == AmiSessionState.Closed, "the session has ended");
    }

    [Fact]
    public async Task No_thread_is_left_behind()
    {
        WeakReference transport = await Limit.Run(OpenAndClose).InTime();

        Limit.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !transport.IsAlive;
            },
            "the transport was gone");

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference OpenAndClose()
        {
            // Its threads hold the transport as long as they run.
            var transport = new HttpTransport(
                new HttpAddress("127.0.0.1", _manager.Port, "/rawman", isEncrypted: false),
                "alice",
                "s3cret",
                timeout => new TcpTransport("127.0.0.1", _manager.Port, Limit.Patience, timeout),
                Limit.Patience,
                TimeProvider.System);
            transport.Connect();
            transport.Write(Bytes("Action: Login\r\nUsername: alice\r\nAuthType: MD5\r\nKey: " + Md5.Hex("123456789s3cret") + "\r\nEvents: on\r\n\r\n"));
            Limit.Until(() => _manager.Count("WaitEvent") >= 1, "both threads are at work");
            transport.Dispose();
            Assert.Throws<ObjectDisposedException>(() => transport.Write(Bytes("Action: Ping\r\n\r\n")));
            return new WeakReference(transport);
        }
    }

    private static ArraySegment<byte> Bytes(string text) => new(System.Text.Encoding.ASCII.GetBytes(text));

    private static AmiMessage Next(AmiSubscription events)
    {
        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        return message;
    }

    private AmiSession Connect(string path = "/rawman", Action<AmiConnectOptions>? change = null) =>
        AmiSession.Connect(_manager.Options(path, change), Limit.Token);
}
