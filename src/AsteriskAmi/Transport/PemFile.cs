using System;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace AsteriskAmi.Transport;

/// <summary>Reads the certificates of a PEM file. Whatever else is in it, such as a key, is passed over.</summary>
internal static class PemFile
{
    private static readonly Regex _certificate = new(
        "-----BEGIN CERTIFICATE-----(?<base64>[^-]*)-----END CERTIFICATE-----",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <param name="path">The file.</param>
    /// <returns>Its certificates, one at least.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.TlsFailed"/>.</exception>
    internal static X509Certificate2Collection Read(string path)
    {
        var certificates = new X509Certificate2Collection();
        foreach (Match match in _certificate.Matches(Text(path)))
        {
            try
            {
                certificates.Add(Load(Convert.FromBase64String(match.Groups["base64"].Value)));
            }
            catch (Exception e) when (e is FormatException or CryptographicException)
            {
                throw Fault(path, string.Format(CultureInfo.InvariantCulture, "its certificate {0} is damaged ({1})", certificates.Count + 1, e.Message), e);
            }
        }

        return certificates.Count > 0
            ? certificates
            : throw Fault(path, "it holds no certificate in PEM form (-----BEGIN CERTIFICATE-----). openssl x509 -inform der -in FILE converts one in DER form", null);
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Fault(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static X509Certificate2 Load(byte[] der) =>
#if NET
        X509CertificateLoader.LoadCertificate(der);
#else
        new(der);
#endif

    private static AmiException Fault(string path, string why, Exception? inner) =>
        new(AmiErrorCode.TlsFailed, $"The file '{path}' of -CACertificate cannot be used: {why}.", inner);
}
