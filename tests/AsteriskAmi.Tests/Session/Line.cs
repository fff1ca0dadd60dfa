using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Transport;

namespace AsteriskAmi.Tests.Session;

/// <summary>A session that is logged in, and the server's end of it.</summary>
internal sealed class Line : IDisposable
{
    private static readonly Lazy<X509Certificate2> _certificate = new(() => TestAuthority.SelfSigned("localhost"));

    private readonly FakeServer _server;

    private Line(FakeServer server, AmiSession session, FakePeer peer)
    {
        _server = server;
        Session = session;
        Peer = peer;
    }

    internal AmiSession Session { get; }

    internal FakePeer Peer { get; }

    /// <param name="change">Changes the options.</param>
    /// <param name="receiveBuffer">The size of the server's receive buffer in bytes; 0 for the system's own.</param>
    /// <param name="tls">Whether to encrypt.</param>
    internal static Line Open(Action<AmiConnectOptions>? change = null, int receiveBuffer = 0, bool tls = false)
    {
        var server = new FakeServer(receiveBuffer);
        try
        {
            Task<FakePeer> login = server.OnConnection(peer =>
            {
                if (tls)
                {
                    peer.StartTls(_certificate.Value);
                }

                peer.Login();
            });
            AmiConnectOptions options = server.Options(change);
            options.UseTls = options.SkipCertificateCheck = tls;
            AmiSession session = AmiSession.Connect(options, Limit.Token);
            return new Line(server, session, login.GetAwaiter().GetResult());
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Sends an action from a thread of its own, and waits until the server has it.</summary>
    internal (FakeAction Action, Task<AmiMessage> Answer) Send(string name)
    {
        Task<AmiMessage> answer = Limit.Run(() => Session.Invoke(new AmiAction(name), Limit.Token));
        return (Peer.Expect(name), answer);
    }

    /// <summary>Asks for a list from a thread of its own, and waits until the server has the action.</summary>
    internal (FakeAction Action, Task<AmiMessage[]> Items) SendList(string name)
    {
        Task<AmiMessage[]> items = Limit.Run(() => System.Linq.Enumerable.ToArray(Session.InvokeList(new AmiAction(name), Limit.Token)));
        return (Peer.Expect(name), items);
    }

    /// <summary>Does something from a thread of its own that sends one action, and answers that with Success.</summary>
    internal async Task<FakeAction> Answered(string name, Action<AmiSession> what, params string[] lines)
    {
        Task doing = Limit.Run(() => what(Session));
        FakeAction action = Peer.Expect(name);
        Peer.Answer(action, lines);
        await doing.InTime();
        return action;
    }

    /// <summary>Does something from a thread of its own that sends one action, and refuses that.</summary>
    internal async Task<AmiException> Refused(string name, string message, AmiErrorCode code, Action<AmiSession> what)
    {
        Task doing = Limit.Run(() => what(Session));
        Peer.Refuse(Peer.Expect(name), message);
        return await Fails.With(code, doing.InTime());
    }

    /// <summary>Shows that the session is usable, and that all that was sent before has been read.</summary>
    internal async Task Ping()
    {
        (FakeAction action, Task<AmiMessage> answer) = Send("Ping");
        Peer.Answer(action, "Ping: Pong");
        Xunit.Assert.Equal("Pong", (await answer.InTime()).GetHeader("Ping"));
    }

    /// <summary>Hangs up the server's end first, so that the session need not wait for a goodbye.</summary>
    public void Dispose()
    {
        _server.Dispose();
        Session.Dispose();
    }
}
