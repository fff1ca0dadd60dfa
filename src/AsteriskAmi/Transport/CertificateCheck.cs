using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AsteriskAmi.Session;

namespace AsteriskAmi.Transport;

/// <summary>Decides on the certificate that a server shows, and says what is wrong with one that it refuses.</summary>
internal sealed class CertificateCheck
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly string _host;
    private readonly string _where;
    private readonly IConnectWatcher? _watcher;
    private readonly bool _skip;
    private readonly string? _thumbprint;
    private readonly string? _authorityFile;
    private readonly X509Certificate2Collection? _authorities;

    /// <param name="options">What to trust, and whom to expect.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.TlsFailed"/>: an option has a value that cannot be used.</exception>
    internal CertificateCheck(AmiConnectOptions options)
    {
        _host = options.ComputerName;
        _where = string.Format(CultureInfo.InvariantCulture, "{0}:{1}", options.ComputerName, options.Port);
        _watcher = options.Watcher;
        string[] ways = Ways(options);
        if (ways.Length > 1)
        {
            throw new AmiException(
                AmiErrorCode.TlsFailed,
                $"{string.Join(" and ", ways)} exclude each other. Give one of them.");
        }

        _skip = options.SkipCertificateCheck;
        _thumbprint = options.CertificateThumbprint is string thumbprint ? Thumbprint.Parse(thumbprint) : null;
        _authorityFile = options.CACertificate;
        _authorities = _authorityFile is null ? null : PemFile.Read(_authorityFile);
    }

    /// <summary>Why the last certificate was refused; null when none was.</summary>
    internal AmiException? Fault { get; private set; }

    /// <summary>Refuses options that say what certificate to take where the connection is in clear and shows none.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.TlsFailed"/>.</exception>
    internal static void RefuseInClear(AmiConnectOptions options)
    {
        string[] ways = Ways(options);
        if (ways.Length > 0)
        {
            throw new AmiException(
                AmiErrorCode.TlsFailed,
                $"{string.Join(", ", ways)}: a connection in clear shows no certificate. Add -UseTls, or give a URI that begins with amis:// or https://.");
        }
    }

    /// <summary>A <see cref="RemoteCertificateValidationCallback"/>.</summary>
    /// <returns>Whether to take the certificate; if not, <see cref="Fault"/> says why.</returns>
    internal bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        X509Certificate2? shown = certificate is null ? null : certificate as X509Certificate2 ?? new X509Certificate2(certificate);
        if (shown is not null)
        {
            _watcher?.Shown(shown);
        }

        if (_skip)
        {
            return true;
        }

        if (shown is null || (errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0)
        {
            Fault = new AmiException(AmiErrorCode.TlsFailed, $"{_where} shows no certificate.");
            return false;
        }

        Fault = _thumbprint is null ? Examine(shown, chain, errors) : Compare(shown, _thumbprint);
        return Fault is null;
    }

    private static string[] Ways(AmiConnectOptions options)
    {
        var ways = new List<string>();
        if (options.CACertificate is not null)
        {
            ways.Add("-CACertificate");
        }

        if (options.CertificateThumbprint is not null)
        {
            ways.Add("-CertificateThumbprint");
        }

        if (options.SkipCertificateCheck)
        {
            ways.Add("-SkipCertificateCheck");
        }

        return ways.ToArray();
    }

    private AmiException? Compare(X509Certificate2 shown, string expected)
    {
        string actual = Thumbprint.Like(expected, shown);
        return actual == expected
            ? null
            : new AmiException(
                AmiErrorCode.TlsFailed,
                $"{_where} shows another certificate than the one to take: its thumbprint is {actual}, that of -CertificateThumbprint {expected}. {Identity(shown)} Find out whether the server's certificate was renewed before you take it.");
    }

    private AmiException? Examine(X509Certificate2 shown, X509Chain? received, SslPolicyErrors errors)
    {
        var faults = new CertificateFaults(shown);
        if (_authorities is not null)
        {
            using X509Chain chain = Build(shown, received, _authorities);
            faults.AddChain(chain);
            if (!Has(chain, _authorities))
            {
                faults.AddUnknown($"the authorities in '{_authorityFile}'");
            }
        }
        else if ((errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0)
        {
            bool isUntrusted = received is null || CertificateFaults.IsUntrusted(received);
            if (received is not null)
            {
                faults.AddChain(received);
            }

            if (isUntrusted || faults.IsEmpty)
            {
                faults.AddUnknown("the authorities that this system trusts");
            }
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            faults.AddName(_host);
        }

        return faults.IsEmpty
            ? null
            : new AmiException(
                AmiErrorCode.TlsFailed,
                $"{_where} shows a certificate that cannot be trusted: {faults} {Identity(shown)} To take just this one as it is, give -CertificateThumbprint {Thumbprint.Sha256(shown)}; to check nothing, -SkipCertificateCheck.");
    }

    /// <summary>
    /// Whether one of the authorities stands in the chain. They need not be roots: whoever names a certificate here
    /// trusts what it has signed, and the chain says whether it has.
    /// </summary>
    private static bool Has(X509Chain chain, X509Certificate2Collection authorities)
    {
        foreach (X509ChainElement element in chain.ChainElements)
        {
            foreach (X509Certificate2 authority in authorities)
            {
                // Not Equals, which compares issuer and serial number: anybody can write those.
                if (authority.RawData.AsSpan().SequenceEqual(element.Certificate.RawData))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static X509Chain Build(X509Certificate2 shown, X509Chain? received, X509Certificate2Collection authorities)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.ExtraStore.AddRange(authorities);
        if (received is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(received.ChainPolicy.ExtraStore);
        }

#if NET
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
#endif

        // What it says of roots does not count; what it says of each element does, and that is in the elements.
        chain.Build(shown);
        return chain;
    }

    private static string Identity(X509Certificate2 shown) =>
        $"Its subject is '{CertificateFaults.Shown(shown.Subject)}', its issuer '{CertificateFaults.Shown(shown.Issuer)}'.";
}
