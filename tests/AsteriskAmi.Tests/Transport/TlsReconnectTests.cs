using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Transport;

/// <summary>Sessions that connect again by TLS.</summary>
public sealed class TlsReconnectTests : IDisposable
{
    private readonly FakeServer _server = new();
    private readonly X509Certificate2 _certificate = TestAuthority.SelfSigned("localhost");

    public void Dispose()
    {
        _server.Dispose();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_handshake_that_a_restarting_server_breaks_off_is_tried_again()
    {
        Task<FakePeer> login = Login();
        using AmiSession session = AmiSession.Connect(Options(), Limit.Token);
        Task<FakePeer> brokenOff = _server.OnConnection(peer => peer.Reset());
        (await login.InTime()).Dispose();

        await brokenOff.InTime();
        Task<FakePeer> restored = Login();

        using FakePeer peer = await restored.InTime();
        Limit.Until(() => session.State == AmiSessionState.Connected, "the session was restored");
        Assert.Equal(1, session.Reconnects);
    }

    [Fact]
    public async Task Another_certificate_ends_a_session_that_connects_again()
    {
        using X509Certificate2 other = TestAuthority.SelfSigned("localhost");
        Task<FakePeer> login = Login();
        using AmiSession session = AmiSession.Connect(Options(), Limit.Token);
        _ = _server.OnConnection(peer => peer.StartTls(other));
        (await login.InTime()).Dispose();

        Limit.Until(() => session.State == AmiSessionState.Closed, "the session was given up");

        Assert.Contains("shows another certificate", session.StateReason, StringComparison.Ordinal);
    }

    private AmiConnectOptions Options() => _server.Options(options =>
    {
        options.UseTls = true;
        options.CertificateThumbprint = Convert.ToHexString(SHA256.HashData(_certificate.RawData));
        options.Reconnect = true;
    });

    private Task<FakePeer> Login() => _server.OnConnection(peer =>
    {
        peer.StartTls(_certificate);
        peer.Login();
    });
}
