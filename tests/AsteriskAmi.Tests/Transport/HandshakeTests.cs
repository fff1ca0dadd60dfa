using System;
using System.Diagnostics;
using System.Linq;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Transport;

/// <summary>What is said of servers that do not agree on TLS.</summary>
public sealed class HandshakeTests : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_server_may_speak_either_version_of_TLS(SslProtocols version)
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("localhost");
        Task<FakePeer> login = _server.OnConnection(peer =>
        {
            peer.StartTls(certificate, version);
            peer.Login();
        });

        using AmiSession session = AmiSession.Connect(Options(Limit.Patience), Limit.Token);

        using FakePeer peer = await login.InTime();
        Assert.Equal("22.10.1", session.ServerVersion);
    }

    [Fact]
    public async Task Closing_in_the_middle_of_traffic_fails_with_errors_of_ours_only()
    {
        for (int i = 0; i < 25; i++)
        {
            using Line line = Line.Open(tls: true);
            int answers = 0;
            _ = line.Peer.Serve(action => line.Peer.Answer(action));
            void Ask()
            {
                while (true)
                {
                    line.Session.Invoke(new AmiAction("Ping"), Limit.Token);
                    Interlocked.Increment(ref answers);
                }
            }

            Task[] threads = [.. Enumerable.Range(0, 4).Select(_ => Limit.Run(Ask))];
            Limit.Until(() => Volatile.Read(ref answers) > 20, "the threads were answered");

            line.Session.Dispose();

            foreach (Task thread in threads)
            {
                await Assert.ThrowsAsync<AmiException>(() => thread.InTime());
            }
        }
    }

    [Theory]
    [InlineData("Asterisk Call Manager/11.0.0\r\n", "Asterisk Call Manager/11.0.0")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "SSH-2.0-OpenSSH_9.6")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 400 Bad Request")]
    [InlineData("Grüß\u001b[2Jdich\r\n", "Gr????\u003f[2Jdich")]
    public void A_server_that_speaks_no_TLS_is_shown_with_what_it_says(string greeting, string shown)
    {
        _server.OnEveryConnection(peer =>
        {
            peer.SendText(greeting);
            peer.WaitForClose();
        });

        string message = Fails.With(AmiErrorCode.TlsFailed, Connect).Message;

        Assert.Contains("127.0.0.1:" + _server.Port + " speaks no TLS: it begins with '" + shown + "'", message, StringComparison.Ordinal);
        Assert.Contains("5039", message, StringComparison.Ordinal);
        Assert.Contains("-UseTls", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_refuses_is_quoted()
    {
        _server.OnEveryConnection(peer =>
        {
            // RFC 8446, 6: a fatal alert, handshake_failure.
            peer.SendBytes(0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28);
            peer.WaitForClose();
        });

        string message = Fails.With(AmiErrorCode.TlsFailed, Connect).Message;

        Assert.Contains("could not agree on TLS", message, StringComparison.Ordinal);
        Assert.Contains("handshake failure", message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("tlscertfile", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_server_that_closes_during_the_handshake_failed_to_connect(bool reset)
    {
        _server.OnEveryConnection(peer =>
        {
            if (reset)
            {
                peer.Reset();
            }
            else
            {
                peer.Dispose();
            }
        });

        // Again and again: the closing may be noticed while the connection is made, while it is written to, and after.
        for (int i = 0; i < 25; i++)
        {
            string message = Fails.With(AmiErrorCode.ConnectionFailed, Connect).Message;

            Assert.Contains("broke off the TLS handshake", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_server_that_closes_behind_the_handshake_failed_to_connect()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("localhost");
        _server.OnEveryConnection(peer =>
        {
            peer.StartTls(certificate);
            peer.Dispose();
        });

        Assert.Contains("authlimit", Fails.With(AmiErrorCode.ConnectionFailed, Connect).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_on_which_nothing_listens_refuses_and_names_what_TLS_needs()
    {
        var options = new AmiConnectOptions("alice", "s3cret") { ComputerName = "127.0.0.1", Port = FakeServer.FreePort(), UseTls = true };

        AmiException e = Fails.With(AmiErrorCode.ConnectionFailed, () => AmiSession.Connect(options, Limit.Token));

        Assert.Contains("tlsenable", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x16, 0x03, 0x03 })]
    public void A_server_that_stays_mute_in_the_handshake_is_given_up_in_time(byte[] said)
    {
        using var left = new ManualResetEventSlim(false);
        _server.OnEveryConnection(peer =>
        {
            peer.SendBytes(said);
            peer.WaitForClose();
            left.Set();
        });
        var watch = Stopwatch.StartNew();

        AmiException e = Fails.With(AmiErrorCode.Timeout, () => Connect(Limit.Short));

        Assert.True(watch.Elapsed < Limit.Patience, "It took " + watch.Elapsed);
        Assert.Contains("did not answer the TLS handshake within 2 s", e.Message, StringComparison.Ordinal);
        Assert.True(left.Wait(Limit.Patience, Limit.Token), "The connection was left open.");
    }

    [Fact]
    public void A_server_that_sends_no_banner_behind_the_handshake_is_given_up_in_time()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("localhost");
        _server.OnEveryConnection(peer =>
        {
            peer.StartTls(certificate);
            peer.WaitForClose();
        });

        AmiException e = Fails.With(AmiErrorCode.Timeout, () => Connect(Limit.Short));

        Assert.Contains("no AMI banner", e.Message, StringComparison.Ordinal);
        Assert.Contains("5039", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_HTTPS_server_behind_the_port_is_recognized()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("localhost");
        _server.OnEveryConnection(peer =>
        {
            peer.StartTls(certificate);
            if (peer.Read()?.Text.StartsWith("GET ", StringComparison.Ordinal) == true)
            {
                peer.SendText("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
        });

        AmiException e = Fails.With(AmiErrorCode.ProtocolError, () => Connect(Limit.Probing));

        Assert.Contains("HTTP", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_ends_at_once_when_it_is_cancelled()
    {
        using var accepted = new ManualResetEventSlim(false);
        using var left = new ManualResetEventSlim(false);
        _server.OnEveryConnection(peer =>
        {
            accepted.Set();
            peer.WaitForClose();
            left.Set();
        });
        using var cancel = new CancellationTokenSource();
        Task<AmiSession> connecting = Limit.Run(() => AmiSession.Connect(Options(TimeSpan.FromMinutes(2)), cancel.Token));
        Assert.True(accepted.Wait(Limit.Patience, Limit.Token));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.InTime());
        Assert.True(left.Wait(Limit.Patience, Limit.Token), "The connection was left open.");
    }

    private AmiConnectOptions Options(TimeSpan timeout) => _server.Options(options =>
    {
        options.UseTls = true;
        options.SkipCertificateCheck = true;
        options.ConnectTimeout = timeout;
    });

    private void Connect() => Connect(Limit.Patience);

    private void Connect(TimeSpan timeout) => AmiSession.Connect(Options(timeout), Limit.Token).Dispose();
}
