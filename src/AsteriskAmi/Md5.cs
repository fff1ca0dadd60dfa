using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AsteriskAmi;

/// <summary>
/// MD5, which Asterisk's own protocols ask for (main/manager.c: the challenge of a Login, and the digest over HTTP);
/// they know nothing stronger.
/// </summary>
internal static class Md5
{
    /// <summary>The hash of a text in UTF-8, as lower-case hexadecimal digits.</summary>
    internal static string Hex(string text)
    {
#pragma warning disable CA5351
        using var md5 = MD5.Create();
        byte[] hash = md5.ComputeHash(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
        var hex = new StringBuilder(hash.Length * 2);
        foreach (byte b in hash)
        {
            hex.Append(b.ToString("x2", CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }
}
