using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>What can go wrong while a session over HTTP is opened: each error names the culprit and the cure.</summary>
public sealed class HttpFaultTests : IDisposable
{
    private readonly FakeManager _manager = new();
    private readonly FakeServer _server = new();

    public void Dispose()
    {
        _manager.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void A_port_on_which_nothing_listens_leads_to_http_conf()
    {
        AmiException e = Refused(AmiErrorCode.ConnectionFailed, AmiConnectOptions.ForUri($"http://127.0.0.1:{FakeServer.FreePort()}", "alice", "s3cret"));

        Contains(e, "nothing listens", "http.conf", "8088");
    }

    [Theory]
    [InlineData("404 Not Found", "webenabled=yes", "prefix")]
    [InlineData("403 Forbidden", "permit and deny", "http.conf")]
    [InlineData("500 Server Error", "log", "500 Server Error")]
    [InlineData("503 Service Unavailable", "shutting down", "503")]
    [InlineData("413 Request Entity Too Large", "40,960", "several actions")]
    [InlineData("418 I'm a teapot", "log", "I'm a teapot")]
    public void A_status_is_explained(string status, string cure, string other)
    {
        _manager.Instead = _ => new FakeHttpReply { Status = status, Body = "<html>" };

        AmiException e = Refused(AmiErrorCode.ConnectionFailed, _manager.Options("/pbx"));

        Contains(e, $"http://127.0.0.1:{_manager.Port}/pbx/rawman", "Asterisk/22.10.1", cure, other);
    }

    [Fact]
    public void A_redirection_is_not_followed_but_named()
    {
        _manager.Instead = _ => new FakeHttpReply { Status = "302 Found", Headers = { "Location: https://elsewhere/" } };

        Contains(Refused(AmiErrorCode.ConnectionFailed, _manager.Options()), "https://elsewhere/");
    }

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public void A_proxy_that_wants_a_password_of_its_own_is_told_from_a_wrong_secret(string path)
    {
        _manager.Instead = _ => new FakeHttpReply { Status = "401 Unauthorized", Headers = { "WWW-Authenticate: Basic realm=\"x\"" } };

        Contains(Refused(AmiErrorCode.ConnectionFailed, _manager.Options(path)), "401", "proxy");
    }

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public void A_wrong_secret_is_an_authentication_failure(string path)
    {
        AmiConnectOptions options = AmiConnectOptions.ForUri($"http://127.0.0.1:{_manager.Port}{path}", "alice", "wrong");

        Contains(Refused(AmiErrorCode.AuthenticationFailed, options), "alice", "wrong secret");
    }

    [Theory]
    [InlineData("<html>It works!</html>")]
    [InlineData("")]
    public void A_web_server_that_is_no_Asterisk_is_named(string body)
    {
        _manager.Instead = _ => new FakeHttpReply { Headers = { "Server: nginx" }, Body = body };

        Contains(Refused(AmiErrorCode.ProtocolError, _manager.Options()), "not as Asterisk's manager", "prefix");
    }

    [Fact]
    public void An_AMI_port_is_recognized_and_its_URI_told()
    {
        _server.OnEveryConnection(peer =>
        {
            peer.Greet();
            peer.WaitForClose();
        });

        AmiException e = Refused(AmiErrorCode.ProtocolError, AmiConnectOptions.ForUri($"http://127.0.0.1:{_server.Port}", "alice", "s3cret"));

        Contains(e, "AMI port", $"ami://127.0.0.1:{_server.Port}");
    }

    [Fact]
    public void A_TLS_port_that_says_so_is_recognized()
    {
        _server.OnEveryConnection(peer =>
        {
            peer.SendBytes(0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x0A, (byte)'\n');
            peer.WaitForClose();
        });

        AmiException e = Refused(AmiErrorCode.ProtocolError, AmiConnectOptions.ForUri($"http://127.0.0.1:{_server.Port}", "alice", "s3cret"));

        Contains(e, $"https://127.0.0.1:{_server.Port}");
    }

    [Fact]
    public void An_HTTP_port_given_as_an_AMI_port_leads_to_its_URI()
    {
        _server.OnEveryConnection(peer =>
        {
            byte[] buffer = new byte[4096];
            int count = peer.Stream.Read(buffer, 0, buffer.Length);
            if (count > 0 && buffer[0] == 'G')
            {
                peer.SendText("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }

            peer.Dispose();
        });

        AmiException e = Refused(AmiErrorCode.ProtocolError, _server.Options(options => options.ConnectTimeout = Limit.Probing));

        Contains(e, $"-Uri http://127.0.0.1:{_server.Port}");
    }

    [Fact]
    public void A_server_that_closes_at_once_may_be_a_TLS_port_or_full()
    {
        _server.OnEveryConnection(peer =>
        {
            FakeHttpRequest.Read(peer.Stream);
            peer.Dispose();
        });

        Contains(
            Refused(AmiErrorCode.ConnectionFailed, AmiConnectOptions.ForUri($"http://127.0.0.1:{_server.Port}", "alice", "s3cret")),
            "closed the connection without an answer",
            "https://",
            "sessionlimit");
    }

    [Fact]
    public void A_server_that_breaks_off_in_the_middle_is_named()
    {
        _manager.Shape = reply => reply.BreaksAfter = 5;

        Contains(Refused(AmiErrorCode.ConnectionFailed, _manager.Options()), $"127.0.0.1:{_manager.Port} closed the connection in the middle of its answer to Challenge.");
    }

    [Theory]
    [InlineData("220 mail.example.com ESMTP\r\n")]
    [InlineData("HTTP/1.1 OK\r\n\r\n")]
    public void What_is_no_HTTP_is_shown(string answer)
    {
        _server.OnEveryConnection(peer =>
        {
            peer.SendText(answer);
            peer.WaitForClose();
        });

        Contains(
            Refused(AmiErrorCode.ProtocolError, AmiConnectOptions.ForUri($"http://127.0.0.1:{_server.Port}", "alice", "s3cret")),
            "does not speak HTTP",
            answer.Split('\r')[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nRes")]
    public void A_server_that_falls_silent_is_given_up_in_time(string answer)
    {
        _server.OnEveryConnection(peer =>
        {
            peer.SendText(answer);
            peer.WaitForClose();
        });
        AmiConnectOptions options = AmiConnectOptions.ForUri($"http://127.0.0.1:{_server.Port}", "alice", "s3cret");
        options.ConnectTimeout = Limit.Short;
        var watch = Stopwatch.StartNew();

        AmiException e = Refused(AmiErrorCode.Timeout, options);

        Contains(e, "takes connections but gave no HTTP answer", "8088");
        Assert.True(watch.Elapsed < Limit.Patience, "It took " + watch.Elapsed);
    }

    [Fact]
    public async Task Connecting_ends_at_once_when_it_is_cancelled()
    {
        using var asked = new ManualResetEventSlim(false);
        using var left = new ManualResetEventSlim(false);
        _server.OnEveryConnection(peer =>
        {
            FakeHttpRequest.Read(peer.Stream);
            asked.Set();
            peer.WaitForClose();
            left.Set();
        });
        using var cancel = new CancellationTokenSource();
        AmiConnectOptions options = AmiConnectOptions.ForUri($"http://127.0.0.1:{_server.Port}", "alice", "s3cret");
        options.ConnectTimeout = TimeSpan.FromMinutes(2);
        Task<AmiSession> connecting = Limit.Run(() => AmiSession.Connect(options, cancel.Token));
        Assert.True(asked.Wait(Limit.Patience, Limit.Token));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.InTime());
        Assert.True(left.Wait(Limit.Patience, Limit.Token), "The connection was left open.");
    }

    [Fact]
    public void No_error_holds_the_secret()
    {
        _manager.Instead = request => request.Action == "Login" ? new FakeHttpReply { Status = "500 Server Error" } : null;

        AmiException e = Assert.Throws<AmiException>(() => AmiSession.Connect(_manager.Options(), Limit.Token));

        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
    }

    private static AmiException Refused(AmiErrorCode code, AmiConnectOptions options) =>
        Fails.With(code, () => AmiSession.Connect(options, Limit.Token));

    private static void Contains(AmiException e, params string[] texts) =>
        Assert.All(texts, text => Assert.Contains(text, e.Message, StringComparison.Ordinal));
}
