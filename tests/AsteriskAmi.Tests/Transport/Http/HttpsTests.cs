using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>AMI over HTTP by TLS.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly X509Certificate2 _certificate = TestAuthority.SelfSigned("127.0.0.1");
    private readonly FakeManager _manager;
    private readonly string _file;

    public HttpsTests()
    {
        _manager = new FakeManager(_certificate);
        _file = TestAuthority.PemFile(_certificate);
    }

    public void Dispose()
    {
        _manager.Dispose();
        _certificate.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("/rawman")]
    [InlineData("/arawman")]
    public void A_session_works_as_in_clear_and_does_not_shake_hands_for_each_request(string path)
    {
        using AmiSession session = AmiSession.Connect(Options(path, options => options.CACertificate = _file), Limit.Token);
        using AmiSubscription events = session.Subscribe(["Counted"]);
        _manager.Raise("Event: Counted", "Text: Zoë");

        Assert.True(session.IsEncrypted);
        Assert.StartsWith("https://127.0.0.1:", session.Uri!.ToString(), StringComparison.Ordinal);
        Assert.Equal(30, Enumerable.Range(0, 30).Count(_ => session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping") == "Pong"));
        Assert.True(events.TryTake(out AmiMessage message, Limit.Patience, Limit.Token));
        Assert.Equal("Zoë", message.GetHeader("Text"));
        Assert.InRange(_manager.Connections, 2, 10);
    }

    [Fact]
    public void A_certificate_that_cannot_be_trusted_is_refused_before_anything_is_asked()
    {
        Fails.With(AmiErrorCode.TlsFailed, () => AmiSession.Connect(Options("/rawman", _ => { }), Limit.Token));

        Assert.Empty(_manager.Requests);
    }

    [Fact]
    public void A_port_in_clear_leads_to_http()
    {
        using var clear = new FakeManager();
        AmiConnectOptions options = AmiConnectOptions.ForUri($"https://127.0.0.1:{clear.Port}", "alice", "s3cret");
        clear.Instead = _ => throw new IOException("Not reached.");

        AmiException e = Assert.Throws<AmiException>(() => AmiSession.Connect(options, Limit.Token));

        Assert.True(e.Code is AmiErrorCode.TlsFailed or AmiErrorCode.ConnectionFailed, e.ToString());
        Assert.Contains("8089", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_in_clear_leads_to_https()
    {
        AmiConnectOptions options = AmiConnectOptions.ForUri($"http://127.0.0.1:{_manager.Port}", "alice", "s3cret");

        AmiException e = Assert.Throws<AmiException>(() => AmiSession.Connect(options, Limit.Token));

        Assert.Contains("https://", e.Message, StringComparison.Ordinal);
    }

    private AmiConnectOptions Options(string path, Action<AmiConnectOptions> change)
    {
        AmiConnectOptions options = AmiConnectOptions.ForUri($"https://127.0.0.1:{_manager.Port}{path}", "alice", "s3cret");
        options.PoolSize = 0;
        change(options);
        return options;
    }
}
