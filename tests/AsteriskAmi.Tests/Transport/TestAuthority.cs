using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AsteriskAmi.Tests.Transport;

/// <summary>An authority made for a test: it issues certificates that no system trusts.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly TimeSpan _margin = TimeSpan.FromDays(1);

    private readonly X509Certificate2 _signer;

    private TestAuthority(X509Certificate2 signer)
    {
        _signer = signer;
    }

    /// <summary>Its own certificate.</summary>
    internal X509Certificate2 Certificate => _signer;

    /// <summary>A root.</summary>
    internal static TestAuthority Root(string name = "CN=Test Root")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = AuthorityRequest(name, key).CreateSelfSigned(Now - (10 * _margin), Now + (10 * _margin));
        return new TestAuthority(WithUsableKey(made));
    }

    /// <summary>A certificate that nobody but itself has issued.</summary>
    internal static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = ServerRequest(name, key).CreateSelfSigned(Now - _margin, Now + _margin);
        return WithUsableKey(made);
    }

    /// <summary>An authority below this one.</summary>
    internal TestAuthority Below(string name = "CN=Test Intermediate")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new TestAuthority(Issue(AuthorityRequest(name, key), key, Now - _margin, Now + _margin));
    }

    /// <summary>A server's certificate.</summary>
    /// <param name="name">A host name or an address.</param>
    /// <param name="from">From when it is valid, in days from now.</param>
    /// <param name="to">Until when, in days from now.</param>
    internal X509Certificate2 Server(string name = "127.0.0.1", double from = -1, double to = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Issue(ServerRequest(name, key), key, Now.AddDays(from), Now.AddDays(to));
    }

    /// <summary>A certificate of its own making that borrows this authority's name, serial number and key identifier.</summary>
    internal TestAuthority Impostor()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(_signer.SubjectName, key, HashAlgorithmName.SHA256);
        foreach (X509Extension extension in _signer.Extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        using X509Certificate2 made = request.Create(
            _signer.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            _signer.NotBefore,
            _signer.NotAfter,
            _signer.SerialNumberBytes.Span);
        using X509Certificate2 withKey = made.CopyWithPrivateKey(key);
        return new TestAuthority(WithUsableKey(withKey));
    }

    /// <summary>Lets a server's certificate sign for others, which it may not.</summary>
    internal static TestAuthority Misuse(X509Certificate2 server) => new(server);

    /// <summary>Writes certificates into a PEM file, which the caller deletes.</summary>
    /// <returns>Its path.</returns>
    internal static string PemFile(params X509Certificate2[] certificates)
    {
        string path = Path.GetTempFileName();
        foreach (X509Certificate2 certificate in certificates)
        {
            File.AppendAllText(path, "Some words before.\n" + certificate.ExportCertificatePem() + "\n");
        }

        return path;
    }

    public void Dispose() => _signer.Dispose();

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static CertificateRequest ServerRequest(string name, ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        return request;
    }

    private X509Certificate2 Issue(CertificateRequest request, ECDsa key, DateTimeOffset from, DateTimeOffset to)
    {
        using ECDsa signer = _signer.GetECDsaPrivateKey()!;
        using X509Certificate2 made = request.Create(
            _signer.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), from, to, RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = made.CopyWithPrivateKey(key);
        return WithUsableKey(withKey);
    }

    // Not every system takes a key that was never stored.
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
}
