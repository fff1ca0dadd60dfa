using System;
using System.Diagnostics;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Transport;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class ConnectFaultTests : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public void A_port_on_which_nothing_listens_refuses()
    {
        var options = new AmiConnectOptions("alice", "s3cret") { ComputerName = "127.0.0.1", Port = FakeServer.FreePort() };

        AmiException e = Fails.With(AmiErrorCode.ConnectionFailed, () => AmiSession.Connect(options, Limit.Token));

        Assert.Contains("127.0.0.1:" + options.Port, e.Message, StringComparison.Ordinal);
        Assert.Contains("nothing listens", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_cannot_be_resolved_is_named()
    {
        // A label of 64 letters: no resolver needs to be asked.
        string name = new string('x', 64) + ".invalid";
        var options = new AmiConnectOptions("alice", "s3cret") { ComputerName = name };

        AmiException e = Fails.With(AmiErrorCode.ConnectionFailed, () => AmiSession.Connect(options, Limit.Token));

        Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_too_long_for_any_host_is_refused_alike()
    {
        var options = new AmiConnectOptions("alice", "s3cret") { ComputerName = new string('x', 300) };

        Fails.With(AmiErrorCode.ConnectionFailed, () => AmiSession.Connect(options, Limit.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void A_port_that_cannot_be_is_a_failure_to_connect(int port)
    {
        var options = new AmiConnectOptions("alice", "s3cret") { ComputerName = "127.0.0.1", Port = port };

        Fails.With(AmiErrorCode.ConnectionFailed, () => AmiSession.Connect(options, Limit.Token));
    }

    [Fact]
    public void A_server_that_closes_without_a_greeting_failed_to_connect()
    {
        _server.OnEveryConnection(peer => peer.Dispose());

        // Again and again: the closing may be noticed before, while and after somebody waits for the greeting.
        for (int i = 0; i < 50; i++)
        {
            AmiException e = Fails.With(
                AmiErrorCode.ConnectionFailed, () => AmiSession.Connect(_server.Options(), Limit.Token));

            Assert.Contains("authlimit", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_server_that_resets_without_a_greeting_failed_to_connect()
    {
        _server.OnEveryConnection(peer => peer.Reset());

        Fails.With(AmiErrorCode.ConnectionFailed, () => AmiSession.Connect(_server.Options(), Limit.Token));
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", "SSH-2.0-OpenSSH_9.6")]
    [InlineData("220 mail.example.com ESMTP ready\r\n", "220 mail.example.com")]
    [InlineData("\r\n", "")]
    public void A_greeting_that_is_no_banner_is_shown(string greeting, string shown)
    {
        _server.OnEveryConnection(peer =>
        {
            peer.SendText(greeting);
            peer.WaitForClose();
        });

        AmiException e = Fails.With(
            AmiErrorCode.ProtocolError, () => AmiSession.Connect(_server.Options(), Limit.Token));

        Assert.Contains("not an AMI server", e.Message, StringComparison.Ordinal);
        Assert.Contains(shown, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binary_rubbish_instead_of_a_banner_is_no_AMI_server()
    {
        _server.OnEveryConnection(peer =>
        {
            byte[] rubbish = new byte[5000];
            Array.Fill(rubbish, (byte)0xFE);
            peer.SendBytes(rubbish);
            peer.WaitForClose();
        });

        AmiException e = Fails.With(
            AmiErrorCode.ProtocolError, () => AmiSession.Connect(_server.Options(), Limit.Token));

        Assert.True(e.Message.Length < 400, e.Message);
    }

    [Fact]
    public void A_peer_that_says_nothing_is_given_up_in_time()
    {
        _server.OnEveryConnection(peer => peer.WaitForClose());
        var watch = Stopwatch.StartNew();

        AmiException e = Fails.With(
            AmiErrorCode.Timeout,
            () => AmiSession.Connect(_server.Options(o => o.ConnectTimeout = Limit.Short), Limit.Token));

        Assert.True(watch.Elapsed < Limit.Patience, "It took " + watch.Elapsed);
        Assert.Contains("no AMI banner", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_that_begins_a_greeting_and_stops_is_given_up_in_time()
    {
        _server.OnEveryConnection(peer =>
        {
            peer.SendText("Asterisk Call Man");
            peer.WaitForClose();
        });

        Fails.With(
            AmiErrorCode.Timeout,
            () => AmiSession.Connect(_server.Options(o => o.ConnectTimeout = Limit.Short), Limit.Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_HTTP_server_behind_the_port_is_recognized(bool answersRubbish)
    {
        _server.OnEveryConnection(peer =>
        {
            byte[] buffer = new byte[4096];
            int count = peer.Stream.Read(buffer, 0, buffer.Length);
            string request = Encoding.Latin1.GetString(buffer, 0, count);
            if (request.StartsWith("GET ", StringComparison.Ordinal))
            {
                peer.SendText("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
            else if (count > 0 && answersRubbish)
            {
                peer.SendText("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            }

            peer.Dispose();
        });

        AmiException e = Fails.With(
            AmiErrorCode.ProtocolError,
            () => AmiSession.Connect(_server.Options(o => o.ConnectTimeout = Limit.Probing), Limit.Token));

        Assert.Contains("HTTP", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_TLS_server_behind_the_port_is_recognized()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("localhost");
        _server.OnEveryConnection(peer =>
        {
            try
            {
                peer.StartTls(certificate);
                peer.Greet();
                peer.WaitForClose();
            }
            catch (AuthenticationException)
            {
                peer.Dispose();
            }
        });

        AmiException e = Fails.With(
            AmiErrorCode.TlsFailed,
            () => AmiSession.Connect(_server.Options(o => o.ConnectTimeout = Limit.Probing), Limit.Token));

        Assert.Contains("speaks TLS", e.Message, StringComparison.Ordinal);
        Assert.Contains("Add -UseTls", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connecting_ends_at_once_when_it_is_cancelled()
    {
        using var accepted = new ManualResetEventSlim(false);
        _server.OnEveryConnection(peer =>
        {
            accepted.Set();
            peer.WaitForClose();
        });
        using var cancel = new CancellationTokenSource();
        Task<AmiSession> connecting = Limit.Run(
            () => AmiSession.Connect(_server.Options(o => o.ConnectTimeout = TimeSpan.FromMinutes(2)), cancel.Token));
        Assert.True(accepted.Wait(Limit.Patience, Limit.Token));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.InTime());
    }

    [Fact]
    public async Task Logging_in_ends_at_once_when_it_is_cancelled()
    {
        using var asked = new ManualResetEventSlim(false);
        using var left = new ManualResetEventSlim(false);
        _server.OnEveryConnection(peer =>
        {
            peer.Greet();
            peer.Expect("Challenge");
            asked.Set();
            peer.WaitForClose();
            left.Set();
        });
        using var cancel = new CancellationTokenSource();
        Task<AmiSession> connecting = Limit.Run(
            () => AmiSession.Connect(_server.Options(o => o.ConnectTimeout = TimeSpan.FromMinutes(2)), cancel.Token));
        Assert.True(asked.Wait(Limit.Patience, Limit.Token));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.InTime());
        Assert.True(left.Wait(Limit.Patience, Limit.Token), "The connection was left open.");
    }

    [Fact]
    public void A_token_that_was_cancelled_before_stops_it_before_it_begins()
    {
        Assert.ThrowsAny<OperationCanceledException>(
            () => AmiSession.Connect(_server.Options(), new CancellationToken(canceled: true)));
    }
}
