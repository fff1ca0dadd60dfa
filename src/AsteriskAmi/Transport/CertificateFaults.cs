using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace AsteriskAmi.Transport;

/// <summary>What is wrong with a certificate, and what to do about each of it.</summary>
internal sealed class CertificateFaults
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private const X509ChainStatusFlags EndsUntrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
    private const int LongestText = 200;

    private readonly X509Certificate2 _certificate;
    private readonly List<string> _faults = new();
    private readonly List<string> _cures = new();

    internal CertificateFaults(X509Certificate2 certificate)
    {
        _certificate = certificate;
    }

    internal bool IsEmpty => _faults.Count == 0;

    /// <summary>Whether a chain ends in no authority that the system trusts.</summary>
    internal static bool IsUntrusted(X509Chain chain) =>
        Array.Exists(chain.ChainStatus, status => (status.Status & EndsUntrusted) != 0);

    /// <summary>A text that the server chose, fit to be shown.</summary>
    internal static string Shown(string text)
    {
        char[] shown = text.Length > LongestText ? (text.Substring(0, LongestText) + "...").ToCharArray() : text.ToCharArray();
        return new string(Array.ConvertAll(shown, c => char.IsControl(c) ? '?' : c));
    }

    /// <summary>Adds what a chain says, but for whether its end is trusted.</summary>
    internal void AddChain(X509Chain chain)
    {
        foreach (X509ChainStatus status in chain.ChainStatus)
        {
            if (status.Status == X509ChainStatusFlags.NotTimeValid)
            {
                AddTimes(chain);
            }
            else if ((status.Status & ~EndsUntrusted) != 0)
            {
                _faults.Add(Shown(status.StatusInformation.Trim().TrimEnd('.')));
            }
        }
    }

    /// <summary>Adds that no authority is known that has issued the certificate.</summary>
    /// <param name="trusted">Whose authorities were asked.</param>
    internal void AddUnknown(string trusted)
    {
        _faults.Add(_certificate.SubjectName.RawData.AsSpan().SequenceEqual(_certificate.IssuerName.RawData)
            ? $"it is self-signed and not one of {trusted}"
            : $"it was issued by none of {trusted}");
        _cures.Add("Give the certificate of its authority with -CACertificate, a PEM file.");
    }

    /// <summary>Adds that the certificate is for others than the host.</summary>
    internal void AddName(string host)
    {
        string? names = null;
        foreach (X509Extension extension in _certificate.Extensions)
        {
            if (extension.Oid?.Value == SubjectAlternativeName)
            {
                names = extension.Format(multiLine: false);
            }
        }

        _faults.Add($"it is not for '{host}' but for {Shown(names ?? "'" + _certificate.Subject + "', which is not a host's name")}");
        _cures.Add("Connect by a name that it is for.");
    }

    /// <summary>The faults, and then the cures, as sentences.</summary>
    public override string ToString() => string.Join(", ", _faults) + "." + string.Concat(_cures.ConvertAll(cure => " " + cure));

    private void AddTimes(X509Chain chain)
    {
        DateTime now = DateTime.Now;
        for (int i = 0; i < chain.ChainElements.Count; i++)
        {
            X509Certificate2 one = chain.ChainElements[i].Certificate;
            string which = i == 0 ? "it" : $"'{Shown(one.Subject)}' above it";
            if (one.NotAfter < now)
            {
                _faults.Add($"{which} expired on {Time(one.NotAfter)}");
                _cures.Add("Renew it on the server.");
            }
            else if (one.NotBefore > now)
            {
                _faults.Add($"{which} is not valid before {Time(one.NotBefore)}");
                _cures.Add("Check the clocks of both machines.");
            }
        }
    }

    private static string Time(DateTime local) =>
        local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
