using System;
using System.Diagnostics;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tests.Transport;
using Xunit;

namespace AsteriskAmi.Tests.Diagnosis;

/// <summary>What a check says of servers that never come as far as a login.</summary>
public sealed class UnreachableTests : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public void A_name_that_does_not_resolve_fails_the_first_step()
    {
        // RFC 6761, 6.4: names below invalid do not exist.
        Steps steps = Steps.Of(_server.Options(o => o.ComputerName = "unreachable.invalid"));

        steps.FailedAt(CheckList.NameResolution, "'unreachable.invalid' cannot be resolved", "Check -ComputerName");
    }

    [Fact]
    public void A_port_on_which_nothing_listens_is_told_from_a_host_that_is_silent()
    {
        Steps steps = Steps.Of(_server.Options(o => o.Port = FakeServer.FreePort()));

        steps.FailedAt(CheckList.Tcp, "nothing listens there.", "manager.conf has enabled=yes");
        steps.Came(CheckList.NameResolution, AmiCheckStatus.Passed, "An address needs none.");
    }

    [Fact]
    public void A_host_that_does_not_answer_is_waited_for_no_longer_than_the_timeout()
    {
        using var full = new FullListener();

        var clock = Stopwatch.StartNew();
        Steps steps = Steps.Of(_server.Options(o =>
        {
            o.Port = full.Port;
            o.ConnectTimeout = Limit.Short;
        }));

        steps.FailedAt(CheckList.Tcp, "did not answer within 2 s.", "firewall");
        Assert.True(clock.Elapsed < Limit.Patience, $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void A_server_that_closes_without_a_banner_points_to_authlimit_and_to_a_dead_forward()
    {
        _server.OnEveryConnection(peer => peer.Dispose());

        Steps.Of(_server.Options()).FailedAt(CheckList.Banner, "without a greeting.", "authlimit", "port forward", "TLS or HTTP");
    }

    [Fact]
    public void A_server_that_resets_before_its_banner_fails_the_banner()
    {
        _server.OnEveryConnection(peer => peer.Reset());

        // Again and again: the reset may come before, while and after the connection is looked at.
        for (int i = 0; i < 50; i++)
        {
            Steps.Of(_server.Options()).FailedAt(CheckList.Banner, "before its greeting", "authlimit");
        }
    }

    [Fact]
    public void A_port_that_speaks_TLS_is_recognized_by_a_check_in_clear()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("127.0.0.1");
        using var server = new TlsServer(certificate);

        Steps steps = Steps.Of(server.Options(o =>
        {
            o.UseTls = false;
            o.ConnectTimeout = Limit.Probing;
        }));

        steps.FailedAt(CheckList.Banner, "speaks TLS, and was spoken to in clear.", "Add -UseTls");
        Assert.DoesNotContain(CheckList.Tls, steps.Names);
    }

    [Fact]
    public void A_port_in_clear_is_recognized_by_a_check_with_TLS()
    {
        _server.OnEveryConnection(peer =>
        {
            peer.Greet();
            peer.WaitForClose();
        });

        Steps.Of(_server.Options(o => o.UseTls = true))
            .FailedAt(CheckList.Tls, "speaks no TLS: it begins with 'Asterisk Call Manager/11.0.0'.", "leave -UseTls out");
    }

    [Fact]
    public void A_server_that_does_not_answer_the_TLS_handshake_fails_that_step()
    {
        _server.OnEveryConnection(peer => peer.WaitForClose());

        Steps.Of(_server.Options(o =>
        {
            o.UseTls = true;
            o.ConnectTimeout = Limit.Short;
        })).FailedAt(CheckList.Tls, "did not answer the TLS handshake within 2 s.");
    }

    [Theory]
    [InlineData("not one of the authorities that this system trusts", "-CertificateThumbprint")]
    [InlineData("CN=127.0.0.1", "-CACertificate")]
    public void A_certificate_that_nobody_vouches_for_fails_TLS_and_says_how_to_take_it(params string[] words)
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("127.0.0.1");
        using var server = new TlsServer(certificate);

        Steps.Of(server.Options()).FailedAt(CheckList.Tls, words);
    }

    [Fact]
    public void A_certificate_for_another_name_fails_TLS()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 certificate = root.Server("pbx.example.org");
        using var server = new TlsServer(certificate);

        Steps.Of(server.Trusting(root.Certificate)).FailedAt(CheckList.Tls, "it is not for '127.0.0.1'", "Connect by a name");
    }

    [Fact]
    public void A_certificate_that_has_expired_fails_TLS()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 certificate = root.Server(from: -2, to: -1);
        using var server = new TlsServer(certificate);

        Steps.Of(server.Trusting(root.Certificate)).FailedAt(CheckList.Tls, "it expired on", "Renew it");
    }

    [Fact]
    public void A_certificate_that_expires_soon_is_a_warning_and_the_check_goes_on()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 certificate = root.Server(to: 9.5);
        using var server = new TlsServer(certificate);

        Steps steps = Steps.Of(WithoutAccount(server.Trusting(root.Certificate)));

        steps.Came(CheckList.Tls, AmiCheckStatus.Warning, "expires in 9 days", "Renew it");
        steps.Came(CheckList.Banner, AmiCheckStatus.Passed);
    }

    [Fact]
    public void A_good_certificate_is_described()
    {
        using TestAuthority root = TestAuthority.Root();
        using X509Certificate2 certificate = root.Server(to: 60);
        using var server = new TlsServer(certificate);

        Steps steps = Steps.Of(WithoutAccount(server.Trusting(root.Certificate)));

        steps.Came(
            CheckList.Tls,
            AmiCheckStatus.Passed,
            "TLS 1.",
            "'CN=127.0.0.1' of 'CN=Test Root'",
            "valid until 20",
            "SHA-256 " + certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));
    }

    [Theory]
    [InlineData(true, "Not checked (-SkipCertificateCheck).")]
    [InlineData(false, "Taken for its thumbprint alone.")]
    public void A_certificate_that_was_not_examined_is_said_to_be_so(bool skip, string words)
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("pbx.example.org");
        using var server = new TlsServer(certificate);

        Steps steps = Steps.Of(WithoutAccount(server.Options(o =>
        {
            o.SkipCertificateCheck = skip;
            o.CertificateThumbprint = skip ? null : certificate.Thumbprint;
        })));

        // It is valid for a day more.
        steps.Came(CheckList.Tls, AmiCheckStatus.Warning, words, "expires in 0 days");
    }

    [Fact]
    public void Options_that_cannot_be_used_are_no_fault_of_the_server()
    {
        Fails.With(AmiErrorCode.TlsFailed, () => Steps.Of(_server.Options(o => o.SkipCertificateCheck = true)));
        Fails.With(AmiErrorCode.TlsFailed, () => Steps.Of(_server.Options(o =>
        {
            o.UseTls = true;
            o.CACertificate = "/nowhere/ca.pem";
        })));
    }

    [Fact]
    public void An_HTTP_server_is_recognized()
    {
        _server.OnEveryConnection(peer =>
        {
            if (peer.Read() is not null)
            {
                peer.SendText("HTTP/1.0 200 OK\r\n\r\n");
            }

            peer.Dispose();
        });

        Steps.Of(_server.Options(o => o.ConnectTimeout = Limit.Probing))
            .FailedAt(CheckList.Banner, "is an HTTP server, not an AMI server.", "-Uri http://", "give the AMI port");
    }

    [Fact]
    public void A_server_that_greets_in_another_tongue_is_named_by_its_greeting()
    {
        _server.OnEveryConnection(peer =>
        {
            peer.SendText("220 mail.example.org ready. Say hello.\r\n");
            peer.WaitForClose();
        });

        Steps.Of(_server.Options())
            .FailedAt(CheckList.Banner, "is not an AMI server: it greets with '220 mail.example.org ready. Say hello.'.", "Check the port");
    }

    [Fact]
    public void A_mute_server_is_waited_for_no_longer_than_the_timeout()
    {
        _server.OnEveryConnection(peer => peer.WaitForClose());

        Steps.Of(_server.Options(o => o.ConnectTimeout = Limit.Short))
            .FailedAt(CheckList.Banner, "sent no AMI banner within 2 s.", "Check the port");
    }

    [Fact]
    public void Without_an_account_the_check_ends_at_the_banner_and_says_so()
    {
        using var server = new AccountServer();

        Steps steps = Steps.Of(WithoutAccount(server.Options()));

        steps.Came(CheckList.Banner, AmiCheckStatus.Passed, "'Asterisk Call Manager/11.0.0'", "protocol 11.0.0", "Asterisk 22");
        Assert.All(steps.Names.Skip(3), name => steps.Came(name, AmiCheckStatus.NotChecked, "-Credential"));
        Assert.Equal(9, steps.Names.Count);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public void Each_step_is_given_as_soon_as_it_is_done()
    {
        using var go = new ManualResetEventSlim(false);
        _server.OnEveryConnection(peer =>
        {
            go.Wait(Limit.Patience, Limit.Token);
            peer.SendText("hello\r\n");
        });

        using var steps = AmiConnectionTest.Run(_server.Options(), Limit.Token).GetEnumerator();
        Assert.True(steps.MoveNext());
        Assert.Equal(CheckList.NameResolution, steps.Current.Name);
        Assert.True(steps.MoveNext());
        Assert.Equal(CheckList.Tcp, steps.Current.Name);
        go.Set();
        Assert.True(steps.MoveNext());
        Assert.Equal(CheckList.Banner, steps.Current.Name);
    }

    [Fact]
    public async Task Cancelling_ends_a_check_that_waits()
    {
        _server.OnEveryConnection(peer => peer.WaitForClose());
        using var stop = new CancellationTokenSource();
        using var steps = AmiConnectionTest.Run(_server.Options(o => o.ConnectTimeout = TimeSpan.FromHours(1)), stop.Token).GetEnumerator();
        Assert.True(steps.MoveNext());
        Assert.True(steps.MoveNext());

        Task<bool> waiting = Limit.Run(steps.MoveNext);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());
    }

    [Fact]
    public async Task Whoever_looks_at_the_first_steps_only_leaves_no_connection_behind()
    {
        Task<FakePeer> left = _server.OnConnection(peer => peer.WaitForClose());

        Assert.Equal(CheckList.Tcp, AmiConnectionTest.Run(_server.Options(), Limit.Token).ElementAt(1).Name);

        await left.InTime();
    }

    private static AmiConnectOptions WithoutAccount(AmiConnectOptions options) => new(string.Empty, string.Empty)
    {
        ComputerName = options.ComputerName,
        Port = options.Port,
        UseTls = options.UseTls,
        CACertificate = options.CACertificate,
        CertificateThumbprint = options.CertificateThumbprint,
        SkipCertificateCheck = options.SkipCertificateCheck,
    };
}
