using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AsteriskAmi.Transport;

/// <summary>The hash of a certificate's DER bytes, in capital hexadecimal digits.</summary>
internal static class Thumbprint
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    /// <summary>Reads a thumbprint as people write it, with colons or spaces.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.TlsFailed"/>: it is none.</exception>
    internal static string Parse(string text)
    {
        var digits = new StringBuilder(Sha256Digits);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is ':' or ' ')
            {
                continue;
            }

            if (!Uri.IsHexDigit(text[i]))
            {
                throw Fault(text, string.Format(CultureInfo.InvariantCulture, "character {0} (U+{1:X4}) is no hexadecimal digit", i + 1, (int)text[i]));
            }

            digits.Append(char.ToUpperInvariant(text[i]));
        }

        return digits.Length is Sha1Digits or Sha256Digits
            ? digits.ToString()
            : throw Fault(text, string.Format(CultureInfo.InvariantCulture, "it has {0} hexadecimal digits, a SHA-256 thumbprint has 64 and one of SHA-1 has 40", digits.Length));
    }

    /// <summary>The certificate's thumbprint by the hash that another was made by.</summary>
    internal static string Like(string other, X509Certificate2 certificate) =>
        other.Length == Sha1Digits ? Sha1(certificate) : Sha256(certificate);

    internal static string Sha256(X509Certificate2 certificate)
    {
        using var sha256 = SHA256.Create();
        return Hex(sha256.ComputeHash(certificate.RawData));
    }

    private static string Sha1(X509Certificate2 certificate)
    {
        // The hash by which Windows names certificates. To pass for another, one would have to fit its very hash.
#pragma warning disable CA5350
        using var sha1 = SHA1.Create();
        return Hex(sha1.ComputeHash(certificate.RawData));
#pragma warning restore CA5350
    }

    private static string Hex(byte[] bytes) =>
#if NET
        Convert.ToHexString(bytes);
#else
        BitConverter.ToString(bytes).Replace("-", string.Empty);
#endif

    private static AmiException Fault(string text, string why) =>
        new(AmiErrorCode.TlsFailed, $"'{text}' of -CertificateThumbprint is no thumbprint: {why}.");
}
