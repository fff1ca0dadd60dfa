using System;
using System.Text;

namespace AsteriskAmi.Tracing;

/// <summary>Tells by its name whether a header, a setting or a variable holds a secret. Case, spaces and signs do not matter.</summary>
internal static class SecretNames
{
    // Anywhere in a name, and anywhere in a text: SIP_PASSWORD=..., Md5Cred, oauth_secret, Set-Cookie.
    private static readonly string[] _parts =
    {
        "secret", "password", "passwd", "passphrase", "md5cred", "authorization", "cookie",
    };

    // The whole of a name. A failed login is told with the hash that would have been right (main/security_events.c).
    private static readonly string[] _whole =
    {
        "key", "pass", "challenge", "receivedchallenge", "receivedhash", "expectedresponse",
    };

    /// <summary>Whether a header, setting or variable of this name holds a secret.</summary>
    internal static bool IsSecret(string name) => IsPlainSecret(Plain(name));

    /// <summary>As <see cref="IsSecret"/>, of a name that is plain already.</summary>
    internal static bool IsPlainSecret(string plain) =>
        IsPlainSecretWord(plain) || Array.IndexOf(_whole, plain) >= 0 || plain.EndsWith("pin", StringComparison.Ordinal);

    /// <summary>
    /// Whether a word in a text names a secret: fewer than <see cref="IsSecret"/>, since "key" and the like are words
    /// of any text.
    /// </summary>
    internal static bool IsSecretWord(string word) => IsPlainSecretWord(Plain(word));

    /// <summary>A name's letters and digits, lower case.</summary>
    internal static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                plain.Append(char.ToLowerInvariant(c));
            }
        }

        return plain.ToString();
    }

    private static bool IsPlainSecretWord(string plain)
    {
        // A number: whether a login gave a password (main/security_events.c, SuccessfulAuth).
        if (plain == "usingpassword")
        {
            return false;
        }

        foreach (string part in _parts)
        {
            if (plain.Contains(part))
            {
                return true;
            }
        }

        return plain.EndsWith("token", StringComparison.Ordinal);
    }
}
