using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>
/// A server that speaks AMI over HTTP as Asterisk does (main/manager.c): sessions by cookie or by digest, one WaitEvent
/// at a time. A test may answer requests in its place.
/// </summary>
internal sealed class FakeManager : IDisposable
{
    private readonly FakeServer _server = new();
    private readonly object _gate = new();
    private readonly List<FakeManagerSession> _sessions = [];
    private readonly ConcurrentQueue<FakeHttpRequest> _requests = new();
    private int _connections;

    /// <param name="certificate">What it shows; null for a server in clear.</param>
    internal FakeManager(X509Certificate2? certificate = null) => _server.OnEveryConnection(peer =>
    {
        Interlocked.Increment(ref _connections);
        try
        {
            if (certificate is not null)
            {
                peer.StartTls(certificate);
            }

            while (FakeHttpRequest.Read(peer.Spoken) is FakeHttpRequest request)
            {
                _requests.Enqueue(request);
                FakeHttpReply reply = Answer(request);

                // Without a word of it in the answer.
                bool closes = CloseAfterNext && request.Action != "WaitEvent";
                if (!reply.Send(peer.Spoken) || closes)
                {
                    break;
                }
            }
        }
        finally
        {
            peer.Dispose();
        }

        HasClosed |= CloseAfterNext;
        CloseAfterNext = false;
    });

    internal int Port => _server.Port;

    /// <summary>What came, in its order.</summary>
    internal IReadOnlyCollection<FakeHttpRequest> Requests => _requests;

    /// <summary>How many connections were made.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    /// <summary>How many sessions there are.</summary>
    internal int Sessions
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count(session => session.IsLoggedIn);
            }
        }
    }

    /// <summary>Whether a session waits for events at the server: its request has not only come but been read.</summary>
    internal bool IsWaitedOn
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Exists(session => session.Waiter is not null);
            }
        }
    }

    /// <summary>What the cookie says of a session's life, in seconds.</summary>
    internal int MaxAge { get; set; } = 60;

    /// <summary>Whether to close the connection behind the next answer to an action.</summary>
    internal bool CloseAfterNext { get; set; }

    /// <summary>Whether that has been done.</summary>
    internal bool HasClosed { get; private set; }

    /// <summary>Answers in place of the server; null leaves it to it.</summary>
    internal Func<FakeHttpRequest, FakeHttpReply?> Instead { get; set; } = _ => null;

    /// <summary>How answers are sent.</summary>
    internal Action<FakeHttpReply> Shape { get; set; } = _ => { };

    /// <summary>How many requests for this action came.</summary>
    internal int Count(string action) => _requests.Count(request => request.Action == action);

    /// <summary>Options to connect here, by one connection.</summary>
    internal AmiConnectOptions Options(string path = "/rawman", Action<AmiConnectOptions>? change = null)
    {
        AmiConnectOptions options = AmiConnectOptions.ForUri($"http://127.0.0.1:{Port}{path}", "alice", "s3cret");
        options.PoolSize = 0;
        options.ConnectTimeout = options.ActionTimeout = Limit.Patience;
        change?.Invoke(options);
        return options;
    }

    /// <summary>Makes an event. Each session keeps it, and looks at its mask when events are fetched, as Asterisk does.</summary>
    internal void Raise(params string[] lines)
    {
        lock (_gate)
        {
            foreach (FakeManagerSession session in _sessions)
            {
                session.Events.Add(FakeHttpReply.Message(lines));
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Forgets all sessions, as Asterisk does after httptimeout, and when it is restarted.</summary>
    internal void Forget()
    {
        lock (_gate)
        {
            _sessions.Clear();
            Monitor.PulseAll(_gate);
        }
    }

    public void Dispose()
    {
        Forget();
        _server.Dispose();
    }

    private FakeHttpReply Answer(FakeHttpRequest request)
    {
        FakeHttpReply reply = Instead(request)
            ?? (request.Path.EndsWith("/arawman", StringComparison.Ordinal) ? AnswerByDigest(request) : AnswerByCookie(request));
        Shape(reply);
        return reply;
    }

    private FakeHttpReply AnswerByCookie(FakeHttpRequest request)
    {
        FakeManagerSession session;
        lock (_gate)
        {
            string cookie = request.Header("Cookie");
            session = _sessions.Find(one => cookie == $"mansession_id=\"{one.Id}\"") ?? New();
        }

        FakeHttpReply reply = Perform(session, request);
        reply.Headers.Add($"Set-Cookie: mansession_id=\"{session.Id}\"; Version=1; Max-Age={MaxAge}");
        return reply;
    }

    private FakeHttpReply AnswerByDigest(FakeHttpRequest request)
    {
        FakeManagerSession session;
        lock (_gate)
        {
            var digest = new FakeDigest(request);
            if (!digest.IsRight("alice", "s3cret"))
            {
                return FakeDigest.Challenge(FakeManagerSession.NewId(), isStale: false);
            }

            FakeManagerSession? known = _sessions.Find(one => one.Id == digest.Nonce || one.OldId == digest.Nonce);
            if (known is not null && !known.Counts(digest))
            {
                return FakeDigest.Challenge(known.Id, isStale: true);
            }

            // For a nonce that is not known there is a new session: whatever it was, it works.
            session = known ?? New(digest.Nonce);
            session.IsLoggedIn = true;
            session.SendsEvents |= known is null;
        }

        return Perform(session, request);
    }

    private FakeManagerSession New(string? id = null)
    {
        var session = new FakeManagerSession(id ?? FakeManagerSession.NewId());
        _sessions.Add(session);
        return session;
    }

    private FakeHttpReply Perform(FakeManagerSession session, FakeHttpRequest request)
    {
        if (!session.IsLoggedIn && request.Action is not "Challenge" and not "Login" and not "Logoff")
        {
            return Refuse(request, "Permission denied");
        }

        switch (request.Action)
        {
            case "Challenge":
                return Succeed(request, "Challenge: 123456789");
            case "Login":
                session.IsLoggedIn = request["Username"] == "alice" && request["Key"] == Md5.Hex("123456789s3cret");
                session.SendsEvents = request["Events"] == "on";
                return session.IsLoggedIn ? Succeed(request, "Message: Authentication accepted") : Refuse(request, "Authentication failed");
            case "Logoff":
                lock (_gate)
                {
                    _sessions.Remove(session);
                    Monitor.PulseAll(_gate);
                }

                return FakeHttpReply.Of(FakeHttpReply.Message("Response: Goodbye", "ActionID: " + request.Id, "Message: Thanks for all the fish."));
            case "CoreSettings":
                return Succeed(request, "AMIversion: 11.0.0", "AsteriskVersion: 22.10.1");
            case "Events":
                session.SendsEvents = request["EventMask"] != "off";
                return Succeed(request, "Events: " + (session.SendsEvents ? "On" : "Off"));
            case "WaitEvent":
                return WaitEvent(session, request);
            case "Ping":
                return Succeed(request, "Ping: Pong");
            default:
                return Refuse(request, "Invalid/unknown command: " + request.Action);
        }
    }

    private FakeHttpReply WaitEvent(FakeManagerSession session, FakeHttpRequest request)
    {
        lock (_gate)
        {
            object turn = session.Waiter = new object();
            session.SendsEvents = true;
            Monitor.PulseAll(_gate);
            DateTime end = DateTime.UtcNow + Limit.Patience;
            while (request["Timeout"] != "0" && session.Waiter == turn && session.Events.Count == 0 && _sessions.Contains(session) && DateTime.UtcNow < end)
            {
                Monitor.Wait(_gate, Limit.Patience);
            }

            if (session.Waiter != turn)
            {
                return FakeHttpReply.Of();
            }

            session.Waiter = null;
            FakeHttpReply reply = FakeHttpReply.Of(
                [
                    FakeHttpReply.Message("Response: Success", "Message: Waiting for Event completed."),
                    .. session.SendsEvents ? session.Events : [],
                    FakeHttpReply.Message("Event: WaitEventComplete"),
                ]);
            session.Events.Clear();
            return reply;
        }
    }

    internal static FakeHttpReply Succeed(FakeHttpRequest request, params string[] lines) =>
        FakeHttpReply.Of(FakeHttpReply.Message(["Response: Success", "ActionID: " + request.Id, .. lines]));

    internal static FakeHttpReply Refuse(FakeHttpRequest request, string message) =>
        FakeHttpReply.Of(FakeHttpReply.Message("Response: Error", "ActionID: " + request.Id, "Message: " + message));
}
