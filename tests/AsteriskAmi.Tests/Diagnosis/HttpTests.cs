using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using AsteriskAmi.Tests.Transport;
using AsteriskAmi.Tests.Transport.Http;
using Xunit;

namespace AsteriskAmi.Tests.Diagnosis;

/// <summary>What a check says of servers that are reached over HTTP.</summary>
public sealed class HttpTests : IDisposable
{
    private readonly FakeManager _server = new();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("/rawman", "by MD5 challenge")]
    [InlineData("/arawman", "by HTTP digest")]
    public void A_server_that_is_reached_over_HTTP_has_a_step_for_it_in_place_of_the_banner(string path, string way)
    {
        Steps steps = Steps.Of(_server.Options(path));

        Assert.Equal(
            ["NameResolution", "Tcp", "Http", "Login", "Privileges", "ServerVersion", "EventFlow", "RoundTrip", "WriteTimeout"],
            steps.Names);
        steps.Came(CheckList.Http, AmiCheckStatus.Passed, $"http://127.0.0.1:{_server.Port}{path} answers as Asterisk's manager does");
        steps.Came(CheckList.Login, AmiCheckStatus.Passed, "Logged in as 'alice', " + way);
        steps.Came(CheckList.Privileges, AmiCheckStatus.NotChecked, "ListCommands");
        Assert.Contains("10 Pings", steps[CheckList.RoundTrip].Detail, StringComparison.Ordinal);
        steps.Came(CheckList.WriteTimeout, AmiCheckStatus.NotChecked, "Over HTTP there is none");
    }

    [Fact]
    public void A_path_that_is_not_there_fails_HTTP_and_points_to_the_prefix_and_to_webenabled()
    {
        _server.Instead = _ => new FakeHttpReply { Status = "404 Not Found" };

        Steps.Of(_server.Options()).FailedAt(CheckList.Http, "answers 404 Not Found", "http.conf's prefix", "webenabled=yes");
    }

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public void A_secret_that_is_wrong_fails_the_login_whichever_way_it_is_proved(string path)
    {
        AmiConnectOptions options = AmiConnectOptions.ForUri($"http://127.0.0.1:{_server.Port}{path}", "alice", "wrong");

        Steps steps = Steps.Of(options);

        steps.FailedAt(CheckList.Login, "refused the login of 'alice'", "section [alice]", "manager reload");
        steps.Came(CheckList.Http, AmiCheckStatus.Passed);
    }

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public void Without_an_account_the_check_ends_at_HTTP_and_says_so(string path)
    {
        Steps steps = Steps.Of(AmiConnectOptions.ForUri($"http://127.0.0.1:{_server.Port}{path}", null, string.Empty));

        steps.Came(CheckList.Http, AmiCheckStatus.Passed);
        Assert.All(steps.Names.Skip(3), name => steps.Came(name, AmiCheckStatus.NotChecked, "-Credential"));
    }

    [Fact]
    public void An_AMI_port_that_is_spoken_to_in_HTTP_is_recognized()
    {
        using var ami = new FakeServer();
        ami.OnEveryConnection(peer =>
        {
            peer.Greet();
            peer.WaitForClose();
        });

        Steps.Of(AmiConnectOptions.ForUri($"http://127.0.0.1:{ami.Port}", "alice", "s3cret"))
            .FailedAt(CheckList.Http, "does not speak HTTP: it answers with 'Asterisk Call Manager/11.0.0", "-Uri ami://");
    }

    [Fact]
    public void A_port_in_clear_that_is_spoken_to_in_HTTPS_fails_TLS()
    {
        using var ami = new FakeServer();
        ami.OnEveryConnection(peer =>
        {
            peer.Greet();
            peer.WaitForClose();
        });

        Steps.Of(AmiConnectOptions.ForUri($"https://127.0.0.1:{ami.Port}", "alice", "s3cret"))
            .FailedAt(CheckList.Tls, "speaks no TLS", "http:// in place of https://");
    }

    [Fact]
    public void A_certificate_is_judged_over_HTTPS_too()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("127.0.0.1");
        using var server = new TlsServer(certificate);

        Steps.Of(AmiConnectOptions.ForUri($"https://127.0.0.1:{server.Options().Port}", "alice", "s3cret"))
            .FailedAt(CheckList.Tls, "cannot be trusted", "-CertificateThumbprint");
    }

    [Fact]
    public void A_server_that_does_not_answer_a_request_is_waited_for_no_longer_than_the_timeout()
    {
        using var mute = new FakeServer();
        mute.OnEveryConnection(peer => peer.WaitForClose());
        AmiConnectOptions options = AmiConnectOptions.ForUri($"http://127.0.0.1:{mute.Port}", "alice", "s3cret");
        options.ConnectTimeout = Limit.Short;

        Steps.Of(options).FailedAt(CheckList.Http, "gave no HTTP answer within 2 s.");
    }
}
