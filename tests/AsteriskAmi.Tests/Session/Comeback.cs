using System;
using System.Linq;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Session;

/// <summary>A session that reconnects, by a clock that the test moves, and the server that it loses and finds again.</summary>
internal sealed class Comeback : IDisposable
{
    private Comeback(FakeServer server, FakeTime time, AmiSession session, FakePeer peer)
    {
        Server = server;
        Time = time;
        Session = session;
        Peer = peer;
    }

    internal FakeServer Server { get; }

    internal FakeTime Time { get; }

    internal AmiSession Session { get; }

    /// <summary>The server's end of the connection of the moment.</summary>
    internal FakePeer Peer { get; private set; }

    /// <param name="change">Changes the options, which are for a session that reconnects and sends no Ping.</param>
    internal static Comeback Open(Action<AmiConnectOptions>? change = null)
    {
        var server = new FakeServer();
        var time = new FakeTime();
        try
        {
            Task<FakePeer> login = server.OnConnection(peer => peer.Login());
            AmiConnectOptions options = server.Options(o =>
            {
                o.Reconnect = true;
                o.KeepAliveInterval = TimeSpan.Zero;
                change?.Invoke(o);
            });
            AmiSession session = AmiSession.Open(options, time, Limit.Token);
            return new Comeback(server, time, session, login.GetAwaiter().GetResult());
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Hangs up, and waits until the session has noticed.</summary>
    internal void Lose()
    {
        Peer.Dispose();
        Limit.Until(() => Session.State == AmiSessionState.Reconnecting, "the session noticed");
    }

    /// <summary>Lets the time until the next attempt pass, and takes its connection.</summary>
    internal FakePeer NextAttempt()
    {
        Time.AdvanceToTimer();
        return Peer = Server.Accept();
    }

    /// <summary>Lets the session find its server again.</summary>
    /// <returns>The Login.</returns>
    internal FakeAction Return()
    {
        FakeAction login = NextAttempt().Login();
        Limit.Until(() => Session.State == AmiSessionState.Connected, "the session was restored");
        return login;
    }

    /// <summary>Sends an action from a thread of its own.</summary>
    internal Task<AmiMessage> Invoke(AmiAction action) => Limit.Run(() => Session.Invoke(action, Limit.Token));

    /// <summary>Sends an action that the server takes.</summary>
    internal void InvokeAccepted(AmiAction action)
    {
        Task<AmiMessage> answer = Invoke(action);
        Peer.Answer(Peer.Expect(action.Name));
        answer.GetAwaiter().GetResult();
    }

    /// <summary>Takes so many events, and gives their names.</summary>
    internal static string[] Names(AmiSubscription events, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Next(events).EventName!)];

    internal static AmiMessage Next(AmiSubscription events)
    {
        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token), "No event came.");
        return message;
    }

    /// <summary>Hangs up the server's end first, so that the session need not wait for a goodbye.</summary>
    public void Dispose()
    {
        Server.Dispose();
        Session.Dispose();
    }
}
