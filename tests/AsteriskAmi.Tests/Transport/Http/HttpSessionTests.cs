using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>A session over HTTP, against a server that does what is asked of it.</summary>
public sealed class HttpSessionTests : IDisposable
{
    private readonly FakeManager _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public void The_secret_is_not_sent()
    {
        using AmiSession session = Connect();

        Assert.DoesNotContain(_manager.Requests, request => request.Body.Contains("s3cret", StringComparison.Ordinal));
        Assert.Equal("22.10.1", session.ServerVersion);
        Assert.Equal($"http://127.0.0.1:{_manager.Port}/rawman", session.Uri!.ToString());
    }

    [Fact]
    public void A_prefix_and_a_whole_path_are_taken_as_given()
    {
        using AmiSession one = Connect("/pbx/one");
        using AmiSession two = Connect("/pbx/two/rawman/");

        Assert.Contains(_manager.Requests, request => request.Line == "POST /pbx/one/rawman HTTP/1.1");
        Assert.Contains(_manager.Requests, request => request.Line == "POST /pbx/two/rawman HTTP/1.1");
    }

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public async Task Events_come_whole_and_in_order_and_nothing_else_does(string path)
    {
        using AmiSession session = Connect(path);
        using AmiSubscription events = session.Subscribe();
        var raised = Limit.Run(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                _manager.Raise("Event: Counted", "Number: " + i);
            }
        });

        AmiMessage[] taken = Take(events, 500);
        await raised.InTime();

        Assert.Equal(Enumerable.Range(0, 500).Select(i => i.ToString()), taken.Select(one => one.GetHeader("Number")));
        Assert.False(events.TryTake(out AmiMessage? more, TimeSpan.Zero, Limit.Token), more?.ToString());
    }

    [Fact]
    public void Events_that_came_before_the_first_request_for_them_are_there()
    {
        // The server keeps them from the login on, whenever the client asks.
        _manager.Instead = request =>
        {
            if (request.Action == "CoreSettings")
            {
                _manager.Raise("Event: Early");
            }

            return null;
        };
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe(["Late"]);
        _manager.Raise("Event: Late");

        Assert.Equal("Late", Take(events, 1)[0].EventName);
        Assert.Equal("on", _manager.Requests.Single(request => request.Action == "Login")["Events"]);
    }

    [Fact]
    public void Two_requests_for_events_are_never_under_way_at_once()
    {
        int waiting = 0;
        int most = 0;
        _manager.Instead = request => request.Action == "WaitEvent" && Interlocked.Increment(ref waiting) > most ? Note() : null;
        _manager.Shape = reply =>
        {
            if (reply.Body.Contains("Waiting for Event", StringComparison.Ordinal))
            {
                Interlocked.Decrement(ref waiting);
            }
        };
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe(["Counted"]);
        for (int i = 0; i < 50; i++)
        {
            _manager.Raise("Event: Counted");
            session.Invoke(new AmiAction("Ping"), Limit.Token);
            session.Invoke(new AmiAction("Events").Add("EventMask", "call"), Limit.Token);
        }

        Take(events, 50);

        Assert.Equal(1, most);

        FakeHttpReply? Note()
        {
            most = waiting;
            return null;
        }
    }

    [Fact]
    public void A_request_for_events_that_another_client_pushes_out_is_made_again()
    {
        int pushed = 0;
        _manager.Instead = request => request.Action == "WaitEvent" && Interlocked.Increment(ref pushed) <= 2 ? FakeHttpReply.Of() : null;
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe(["Counted"]);
        _manager.Raise("Event: Counted");

        Take(events, 1);

        Assert.True(pushed > 2);
    }

    [Fact]
    public async Task Events_go_on_while_an_action_takes_its_time()
    {
        using var release = new ManualResetEventSlim(false);
        _manager.Instead = request =>
        {
            if (request.Action == "Slow")
            {
                release.Wait(Limit.Patience);
                return FakeManager.Succeed(request);
            }

            return null;
        };
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe(["Counted"]);
        Task<AmiMessage> slow = Limit.Run(() => session.Invoke(new AmiAction("Slow"), Limit.Token));
        Limit.Until(() => _manager.Count("Slow") == 1, "the action is under way");
        _manager.Raise("Event: Counted");

        Take(events, 1);
        release.Set();

        Assert.False((await slow.InTime()).IsError);
    }

    [Fact]
    public async Task Actions_keep_their_order_and_get_their_own_answers()
    {
        _manager.Instead = request => request.Action == "Echo" ? FakeManager.Succeed(request, "Text: " + request["Text"]) : null;
        using AmiSession session = Connect();

        string?[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(
            async i => (await session.InvokeAsync(new AmiAction("Echo").Add("Text", "=&+%" + i), Limit.Token)).GetHeader("Text"))).InTime();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => "=&+%" + i), answers);
    }

    [Theory]
    [InlineData("chunks")]
    [InlineData("one byte at a time")]
    [InlineData("closing each time")]
    [InlineData("until the end of the connection")]
    public void However_answers_are_sent_they_say_the_same(string how)
    {
        _manager.Shape = reply =>
        {
            reply.IsChunked = how == "chunks";
            reply.PieceBytes = how == "one byte at a time" ? 1 : int.MaxValue;
            reply.Closes = how == "closing each time";
            reply.EndsWithConnection = how == "until the end of the connection";
        };
        _manager.Instead = request => request.Action == "List" ? ListOf(request, 120) : null;
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe(["Counted"]);
        _manager.Raise("Event: Counted", "Text: Zoë");

        Assert.Equal(120, session.InvokeList(new AmiAction("List"), Limit.Token).Count());
        Assert.Equal("Zoë", Take(events, 1)[0].GetHeader("Text"));
    }

    [Fact]
    public void An_answer_without_its_last_line_end_is_whole()
    {
        _manager.Instead = request => request.Action == "Short"
            ? FakeHttpReply.Of($"Response: Success\r\nActionID: {request.Id}\r\nText: x") : null;
        using AmiSession session = Connect();

        Assert.Equal("x", session.Invoke(new AmiAction("Short"), Limit.Token).GetHeader("Text"));
        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
    }

    [Fact]
    public void A_large_answer_is_passed_on_as_it_comes()
    {
        _manager.Instead = request => request.Action == "List" ? ListOf(request, 20_000) : null;
        using AmiSession session = Connect();

        Assert.Equal(20_000, session.InvokeList(new AmiAction("List"), Limit.Token).Count());
    }

    [Fact]
    public void A_connection_that_the_server_closed_meanwhile_is_made_anew()
    {
        using AmiSession session = Connect();
        int before = _manager.Connections;
        _manager.CloseAfterNext = true;
        session.Invoke(new AmiAction("Ping"), Limit.Token);
        Limit.Until(() => _manager.HasClosed, "the server has closed");

        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
        Assert.Equal(2, _manager.Count("Ping"));
        Assert.True(_manager.Connections > before);
    }

    [Fact]
    public void While_events_are_off_nobody_asks_for_them()
    {
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe();
        Limit.Until(() => _manager.Count("WaitEvent") >= 1, "the session asks for events");
        session.Invoke(new AmiAction("Events").Add("EventMask", "off"), Limit.Token);
        _manager.Raise("Event: Unseen");

        // A WaitEvent that was under way may have turned them on behind the action: they are turned off once more.
        Assert.Equal(2, _manager.Count("Events"));
        int asked = _manager.Count("WaitEvent");
        _manager.Raise("Event: Unseen");
        session.Invoke(new AmiAction("Ping"), Limit.Token);

        Assert.Equal(asked, _manager.Count("WaitEvent"));
        session.Invoke(new AmiAction("Events").Add("EventMask", "on"), Limit.Token);
        _manager.Raise("Event: Seen");

        Assert.Equal("Seen", Take(events, 1)[0].EventName);
    }

    [Fact]
    public void A_mask_that_the_server_refuses_changes_nothing()
    {
        using AmiSession session = Connect();
        using AmiSubscription events = session.Subscribe(["Counted"]);
        _manager.Instead = request => request.Action == "Events" ? FakeManager.Refuse(request, "Invalid event mask") : null;

        Fails.With(AmiErrorCode.ActionFailed, () => session.Invoke(new AmiAction("Events").Add("EventMask", ""), Limit.Token));
        _manager.Raise("Event: Counted");

        Take(events, 1);
    }

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public void Events_flow_also_where_turning_them_on_is_not_answered(string path)
    {
        // brokeneventsaction=yes of manager.conf: no answer to a mask of all events.
        _manager.Instead = request => request.Action == "Events" ? FakeHttpReply.Of() : null;
        using AmiSession session = Connect(path);
        using AmiSubscription events = session.Subscribe(["Counted"]);
        _manager.Raise("Event: Counted");

        Take(events, 1);
    }

    [Fact]
    public void WaitEvent_is_the_sessions_own()
    {
        using AmiSession session = Connect();
        Limit.Until(() => _manager.Count("WaitEvent") >= 1, "the session asks for events");

        AmiException e = Fails.With(AmiErrorCode.ActionFailed, () => session.Invoke(new AmiAction("WaitEvent"), Limit.Token));

        Assert.Contains("Watch-AmiEvent", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, _manager.Count("WaitEvent"));
        Assert.Equal(AmiSessionState.Connected, session.State);
    }

    [Fact]
    public void An_action_that_is_too_long_for_HTTP_is_refused_before_anything_is_sent()
    {
        using AmiSession session = Connect();
        var action = new AmiAction("Long");
        for (int i = 0; i < 50; i++)
        {
            action.Add("Text", new string('x', 1000));
        }

        Fails.With(AmiErrorCode.InvalidHeader, () => session.Invoke(action, Limit.Token));

        Assert.Equal(0, _manager.Count("Long"));
        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
    }

    [Fact]
    public async Task An_action_that_was_given_up_does_not_give_its_answer_to_the_next()
    {
        using var release = new ManualResetEventSlim(false);
        _manager.Instead = request =>
        {
            if (request.Action == "Slow")
            {
                release.Wait(Limit.Patience);
                return FakeManager.Succeed(request, "Text: late");
            }

            return null;
        };
        using AmiSession session = Connect();
        using var cancel = new CancellationTokenSource();
        Task<AmiMessage> slow = Limit.Run(() => session.Invoke(new AmiAction("Slow"), cancel.Token));
        Limit.Until(() => _manager.Count("Slow") == 1, "the action is under way");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow.InTime());
        release.Set();

        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
    }

    [Fact]
    public async Task Connections_of_the_pool_ask_for_no_events_and_keep_their_session()
    {
        using var release = new ManualResetEventSlim(false);
        // A session of 3 seconds is kept by a Ping each second.
        _manager.MaxAge = 3;
        _manager.Instead = request =>
        {
            if (request.Action == "Slow")
            {
                release.Wait(Limit.Patience);
                return FakeManager.Succeed(request);
            }

            return null;
        };
        using AmiSession session = AmiSession.Connect(_manager.Options(change: o => o.PoolSize = 1), Limit.Token);
        Task<AmiMessage> slow = Limit.Run(() => session.Invoke(new AmiAction("Slow"), Limit.Token));
        Limit.Until(() => _manager.Count("Slow") == 1, "the first connection is busy");

        session.Invoke(new AmiAction("Ping"), Limit.Token);
        int pings = _manager.Count("Ping");
        Limit.Until(() => _manager.Count("Ping") >= pings + 2, "the second connection keeps its session");
        release.Set();
        await slow.InTime();

        string[] cookies = _manager.Requests.Where(request => request.Action == "Ping").Select(request => request.Header("Cookie")).Distinct().ToArray();
        Assert.Single(cookies);
        Assert.DoesNotContain(_manager.Requests, request => request.Action == "WaitEvent" && request.Header("Cookie") == cookies[0]);
        Assert.Equal(["on", "off"], _manager.Requests.Where(request => request.Action == "Login").Select(request => request["Events"]));
    }

    private static FakeHttpReply ListOf(FakeHttpRequest request, int count)
    {
        var messages = new List<string> { FakeHttpReply.Message("Response: Success", "ActionID: " + request.Id, "EventList: start", "Message: Items will follow") };
        messages.AddRange(Enumerable.Range(0, count).Select(
            i => FakeHttpReply.Message("Event: Item", "ActionID: " + request.Id, "Number: " + i)));
        messages.Add(FakeHttpReply.Message("Event: ItemsComplete", "ActionID: " + request.Id, "EventList: Complete", "ListItems: " + count));
        return FakeHttpReply.Of([.. messages]);
    }

    private static AmiMessage[] Take(AmiSubscription events, int count)
    {
        var taken = new List<AmiMessage>();
        while (taken.Count < count)
        {
            Assert.True(events.TryTake(out AmiMessage? message, Limit.Patience, Limit.Token), $"Only {taken.Count} of {count} events came.");
            taken.Add(message);
        }

        return [.. taken];
    }

    private AmiSession Connect(string path = "/rawman") => AmiSession.Connect(_manager.Options(path), Limit.Token);
}
