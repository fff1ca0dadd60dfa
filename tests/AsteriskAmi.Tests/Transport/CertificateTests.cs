using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Transport;

/// <summary>Which certificates are taken, and what is said of those that are not.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly TestAuthority _root = TestAuthority.Root();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_certificate_of_an_authority_in_the_file_is_taken()
    {
        using X509Certificate2 certificate = _root.Server();
        using var server = new TlsServer(certificate);

        Connects(server.Trusting(_root.Certificate));
    }

    [Fact]
    public void A_file_may_hold_several_authorities()
    {
        using var other = TestAuthority.Root("CN=Other Root");
        using X509Certificate2 certificate = _root.Server();
        using var server = new TlsServer(certificate);

        Connects(server.Trusting(other.Certificate, _root.Certificate));
    }

    [Fact]
    public void A_self_signed_certificate_can_be_its_own_authority()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("127.0.0.1");
        using var server = new TlsServer(certificate);

        Connects(server.Trusting(certificate));
    }

    [Fact]
    public void An_intermediate_authority_can_stand_in_the_file_with_or_without_its_root()
    {
        using TestAuthority intermediate = _root.Below();
        using X509Certificate2 certificate = intermediate.Server();
        using var server = new TlsServer(certificate);

        Connects(server.Trusting(_root.Certificate, intermediate.Certificate));
        Connects(server.Trusting(intermediate.Certificate));
    }

    [Fact]
    public void A_servers_own_certificate_can_stand_in_the_file_without_its_authority()
    {
        using X509Certificate2 certificate = _root.Server();
        using var server = new TlsServer(certificate);

        Connects(server.Trusting(certificate));
    }

    [Fact]
    public void Of_an_unknown_authority_the_error_names_all_that_is_needed_to_trust_it()
    {
        using X509Certificate2 certificate = _root.Server();
        using var server = new TlsServer(certificate);

        string message = Refused(server.Options());

        Shows(message, "127.0.0.1:", "issued by none of the authorities that this system trusts", "'CN=127.0.0.1'", "'CN=Test Root'", Sha256(certificate));
        Shows(message, "-CACertificate", "-CertificateThumbprint", "-SkipCertificateCheck");
    }

    [Fact]
    public void A_self_signed_certificate_is_called_so()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("127.0.0.1");
        using var server = new TlsServer(certificate);

        Shows(Refused(server.Options()), "self-signed", Sha256(certificate), "-CACertificate", "-CertificateThumbprint", "-SkipCertificateCheck");
    }

    [Fact]
    public void An_authority_that_is_not_in_the_file_is_refused()
    {
        using var other = TestAuthority.Root("CN=Other Root");
        using X509Certificate2 certificate = _root.Server();
        using var server = new TlsServer(certificate);
        AmiConnectOptions options = server.Trusting(other.Certificate);

        Shows(Refused(options), "issued by none of the authorities in '" + options.CACertificate + "'");
    }

    [Fact]
    public void An_authority_that_borrows_the_name_of_a_trusted_one_is_refused()
    {
        using TestAuthority impostor = _root.Impostor();
        using X509Certificate2 certificate = impostor.Server();
        using var server = new TlsServer(certificate);

        Refused(server.Trusting(_root.Certificate));
    }

    [Fact]
    public void A_certificate_that_passes_for_a_trusted_authority_itself_is_refused()
    {
        using X509Certificate2 trusted = TestAuthority.SelfSigned("127.0.0.1");
        using TestAuthority impostor = TestAuthority.Misuse(trusted).Impostor();
        Assert.Equal(trusted, impostor.Certificate);
        using var server = new TlsServer(impostor.Certificate);

        Refused(server.Trusting(trusted));
    }

    [Fact]
    public void A_certificate_that_was_signed_by_another_servers_is_refused()
    {
        using X509Certificate2 other = _root.Server("other.example.org");
        using X509Certificate2 certificate = TestAuthority.Misuse(other).Server();
        using var server = new TlsServer(certificate);

        Refused(server.Trusting(_root.Certificate, other));
    }

    [Fact]
    public void An_expired_certificate_is_refused_with_the_date()
    {
        using X509Certificate2 certificate = _root.Server(from: -3, to: -2);
        using var server = new TlsServer(certificate);

        foreach (AmiConnectOptions options in new[] { server.Options(), server.Trusting(_root.Certificate) })
        {
            Shows(Refused(options), "it expired on " + Utc(certificate.NotAfter), "Renew it");
        }
    }

    [Fact]
    public void A_certificate_that_is_not_valid_yet_is_refused_with_the_date()
    {
        using X509Certificate2 certificate = _root.Server(from: 2, to: 3);
        using var server = new TlsServer(certificate);

        foreach (AmiConnectOptions options in new[] { server.Options(), server.Trusting(_root.Certificate) })
        {
            Shows(Refused(options), "it is not valid before " + Utc(certificate.NotBefore), "clock");
        }
    }

    [Fact]
    public void A_certificate_for_another_name_is_refused_with_the_names_that_it_has()
    {
        using X509Certificate2 certificate = _root.Server("pbx.example.org");
        using var server = new TlsServer(certificate);

        string message = Refused(server.Trusting(_root.Certificate));

        Shows(message, "it is not for '127.0.0.1' but for", "pbx.example.org");
        Assert.DoesNotContain("issued by none", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        using X509Certificate2 certificate = _root.Server("pbx.example.org", from: -3, to: -2);
        using var server = new TlsServer(certificate);

        Shows(Refused(server.Options()), "expired on", "issued by none of", "not for '127.0.0.1'");
    }

    [Fact]
    public void A_pinned_certificate_is_taken_whatever_else_it_says()
    {
        using X509Certificate2 certificate = _root.Server("pbx.example.org", from: -3, to: -2);
        using var server = new TlsServer(certificate);

        Connects(server.Options(o => o.CertificateThumbprint = Sha256(certificate)));
        Connects(server.Options(o => o.CertificateThumbprint = certificate.Thumbprint));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_thumbprint_is_read_with_colons_and_spaces_in_either_case(bool upper)
    {
        using X509Certificate2 certificate = _root.Server();
        using var server = new TlsServer(certificate);
        string digits = upper ? Sha256(certificate) : Sha256(certificate).ToLowerInvariant();

        Connects(server.Options(o => o.CertificateThumbprint = string.Join(':', digits.Chunk(2).Select(pair => new string(pair))) + " "));
    }

    [Fact]
    public void Another_certificate_than_the_pinned_one_is_refused_with_both_thumbprints()
    {
        using X509Certificate2 certificate = _root.Server();
        using X509Certificate2 pinned = _root.Server();
        using var server = new TlsServer(certificate);

        Shows(Refused(server.Options(o => o.CertificateThumbprint = Sha256(pinned))), Sha256(certificate), Sha256(pinned));
        Shows(Refused(server.Options(o => o.CertificateThumbprint = pinned.Thumbprint)), certificate.Thumbprint, pinned.Thumbprint);
    }

    [Fact]
    public void Nothing_is_checked_where_that_is_asked_for()
    {
        using X509Certificate2 certificate = _root.Server("pbx.example.org", from: -3, to: -2);
        using var server = new TlsServer(certificate);

        Connects(server.Options(o => o.SkipCertificateCheck = true));
    }

    private static void Connects(AmiConnectOptions options)
    {
        using AmiSession session = AmiSession.Connect(options, Limit.Token);
        Assert.Equal("Pong", session.Invoke(new AmiAction("Ping"), Limit.Token).GetHeader("Ping"));
        Assert.True(session.IsEncrypted);
    }

    private static string Refused(AmiConnectOptions options) =>
        Fails.With(AmiErrorCode.TlsFailed, () => AmiSession.Connect(options, Limit.Token)).Message;

    private static void Shows(string message, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));

    private static string Sha256(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawData));

    private static string Utc(DateTime local) =>
        local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
