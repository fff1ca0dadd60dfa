using System;
using System.Text;
using System.Text.RegularExpressions;

namespace AsteriskAmi.Transport.Http;

/// <summary>What a server wants to have proved, and the proof (RFC 7616 with MD5, as Asterisk has it).</summary>
internal sealed class DigestChallenge
{
    private static readonly Regex _parameter = new(
        "(?<name>[A-Za-z]+)\\s*=\\s*(\"(?<quoted>(\\\\.|[^\"\\\\])*)\"|(?<bare>[^\\s,]+))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private readonly string _realm = string.Empty;
    private readonly string? _opaque;
    private readonly string? _algorithm;
    private readonly string? _qop;

    private DigestChallenge(string parameters)
    {
        foreach (Match match in _parameter.Matches(parameters))
        {
            string value = match.Groups["bare"].Success
                ? match.Groups["bare"].Value
                : Regex.Replace(match.Groups["quoted"].Value, @"\\(.)", "$1", RegexOptions.None, TimeSpan.FromSeconds(1));
            switch (match.Groups["name"].Value.ToUpperInvariant())
            {
                case "REALM":
                    _realm = value;
                    break;
                case "NONCE":
                    Nonce = value;
                    break;
                case "OPAQUE":
                    _opaque = value;
                    break;
                case "ALGORITHM":
                    _algorithm = value;
                    break;
                case "QOP":
                    _qop = value;
                    break;
                case "STALE":
                    IsStale = string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
                    break;
            }
        }
    }

    internal string Nonce { get; } = string.Empty;

    /// <summary>Whether the proof before it was right but for its nonce or its count.</summary>
    internal bool IsStale { get; }

    /// <summary>Reads the challenge out of an answer.</summary>
    /// <returns>The challenge; null when there is none that can be answered.</returns>
    internal static DigestChallenge? Of(HttpReply reply)
    {
        const string scheme = "Digest ";
        foreach (string header in reply.All("WWW-Authenticate"))
        {
            if (header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                var challenge = new DigestChallenge(header.Substring(scheme.Length));
                return challenge.Nonce.Length > 0 && challenge.CanBeAnswered ? challenge : null;
            }
        }

        return null;
    }

    /// <summary>Makes the header that proves that the secret is known.</summary>
    /// <param name="user">The account.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="path">The path of the request, a POST.</param>
    /// <param name="count">Which request with this nonce it is, from 1.</param>
    internal string Answer(string user, string secret, string path, int count)
    {
        string clientNonce = Guid.NewGuid().ToString("N").Substring(0, 16);
        string number = count.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
        string who = Md5.Hex($"{user}:{_realm}:{secret}");
        string what = Md5.Hex("POST:" + path);
        string response = _qop is null
            ? Md5.Hex($"{who}:{Nonce}:{what}")
            : Md5.Hex($"{who}:{Nonce}:{number}:{clientNonce}:auth:{what}");

        var header = new StringBuilder("Authorization: Digest ")
            .Append($"username=\"{Quoted(user)}\", realm=\"{Quoted(_realm)}\", nonce=\"{Quoted(Nonce)}\", uri=\"{path}\", response=\"{response}\", algorithm=MD5");
        if (_opaque is not null)
        {
            header.Append($", opaque=\"{Quoted(_opaque)}\"");
        }

        if (_qop is not null)
        {
            header.Append($", qop=auth, nc={number}, cnonce=\"{clientNonce}\"");
        }

        return header.ToString();
    }

    private bool CanBeAnswered =>
        (_algorithm is null || string.Equals(_algorithm, "MD5", StringComparison.OrdinalIgnoreCase))
        && (_qop is null || Array.Exists(_qop.Split(','), one => string.Equals(one.Trim(), "auth", StringComparison.OrdinalIgnoreCase)));

    private static string Quoted(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");
}
