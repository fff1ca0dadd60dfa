using System;
using System.IO;
using System.Security.Cryptography.X509Certificates;
using AsteriskAmi.Session;
using AsteriskAmi.Tests.Protocol;
using AsteriskAmi.Tests.Session;
using Xunit;

namespace AsteriskAmi.Tests.Transport;

/// <summary>Options that cannot be used are refused before anything is sent.</summary>
public sealed class TlsOptionsTests : IDisposable
{
    // Nothing listens there: whoever tries to connect gets ConnectionFailed.
    private readonly AmiConnectOptions _options =
        new("alice", "s3cret") { ComputerName = "127.0.0.1", Port = FakeServer.FreePort(), UseTls = true };

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_port_is_that_of_TLS_unless_set()
    {
        Assert.Equal(5038, new AmiConnectOptions("alice", "s3cret").Port);
        Assert.Equal(5039, new AmiConnectOptions("alice", "s3cret") { UseTls = true }.Port);
        Assert.Equal(5038, new AmiConnectOptions("alice", "s3cret") { Port = 5038, UseTls = true }.Port);
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void Only_one_thing_can_be_asked_of_a_certificate(bool file, bool thumbprint, bool skip)
    {
        string message = Refused(Ask(file, thumbprint, skip));

        Assert.Contains("exclude each other", message, StringComparison.Ordinal);
        Assert.Equal(file, message.Contains("-CACertificate", StringComparison.Ordinal));
        Assert.Equal(thumbprint, message.Contains("-CertificateThumbprint", StringComparison.Ordinal));
        Assert.Equal(skip, message.Contains("-SkipCertificateCheck", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false, false, "-CACertificate")]
    [InlineData(false, true, false, "-CertificateThumbprint")]
    [InlineData(false, false, true, "-SkipCertificateCheck")]
    public void Without_TLS_nothing_can_be_asked_of_a_certificate(bool file, bool thumbprint, bool skip, string name)
    {
        AmiConnectOptions options = Ask(file, thumbprint, skip);
        options.UseTls = false;

        string message = Refused(options);

        Assert.StartsWith(name, message, StringComparison.Ordinal);
        Assert.Contains("Add -UseTls", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "0 hexadecimal digits")]
    [InlineData("AB:CD", "4 hexadecimal digits")]
    [InlineData("0123456789012345678901234567890123456789ab", "42 hexadecimal digits")]
    [InlineData("SHA256 Fingerprint=AB:CD", "character 1 (U+0053)")]
    [InlineData("\u200e0123456789012345678901234567890123456789", "character 1 (U+200E)")]
    public void A_thumbprint_that_is_none_is_shown_with_what_is_wrong(string thumbprint, string fault)
    {
        _options.CertificateThumbprint = thumbprint;

        string message = Refused(_options);

        Assert.Contains("-CertificateThumbprint", message, StringComparison.Ordinal);
        Assert.Contains(fault, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_named()
    {
        _options.CACertificate = _file + ".missing";

        Names(_file + ".missing", Refused(_options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no certificate")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public void A_file_without_a_certificate_is_named(string text)
    {
        File.WriteAllText(_file, text);
        _options.CACertificate = _file;

        string message = Refused(_options);

        Names(_file, message);
        Assert.Contains("no certificate in PEM form", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_in_DER_form_is_refused_with_how_to_convert_it()
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("localhost");
        File.WriteAllBytes(_file, certificate.RawData);
        _options.CACertificate = _file;

        Assert.Contains("openssl x509 -inform der", Refused(_options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("*****")]
    public void A_damaged_certificate_is_told_by_its_place(string content)
    {
        using X509Certificate2 certificate = TestAuthority.SelfSigned("localhost");
        File.WriteAllText(
            _file, certificate.ExportCertificatePem() + $"\n-----BEGIN CERTIFICATE-----\n{content}\n-----END CERTIFICATE-----\n");
        _options.CACertificate = _file;

        string message = Refused(_options);

        Names(_file, message);
        Assert.Contains("its certificate 2 is damaged", message, StringComparison.Ordinal);
    }

    private AmiConnectOptions Ask(bool file, bool thumbprint, bool skip)
    {
        _options.CACertificate = file ? _file : null;
        _options.CertificateThumbprint = thumbprint ? new string('0', 64) : null;
        _options.SkipCertificateCheck = skip;
        return _options;
    }

    private static string Refused(AmiConnectOptions options) =>
        Fails.With(AmiErrorCode.TlsFailed, () => AmiSession.Connect(options, Limit.Token)).Message;

    private static void Names(string file, string message)
    {
        Assert.Contains("'" + file + "'", message, StringComparison.Ordinal);
        Assert.Contains("-CACertificate", message, StringComparison.Ordinal);
    }
}
