using System;
using System.Text.RegularExpressions;

namespace AsteriskAmi.Protocol;

/// <summary>The one line with which an AMI server greets: a product's name, a slash, the protocol's version.</summary>
internal static class AmiBanner
{
    // The version belongs to the Asterisk branch and does not move within it (Asterisk, include/asterisk/manager.h).
    private static readonly (string Prefix, string Branch)[] _branches =
    {
        ("1.1", "1.8"), ("1.3", "11"), ("2.", "12 or 13"), ("3.2", "14"), ("4.", "15"), ("5.", "16"), ("6.", "17"),
        ("7.", "18"), ("8.", "19"), ("9.", "20"), ("10.", "21"), ("11.", "22"), ("12.", "23"),
    };

    private static readonly Regex _pattern = new(
        @"^(?<product>[^/]*\S)\s*/\s*(?<version>\d+(\.\d+)*)\s*$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>Reads the protocol's version out of a banner.</summary>
    /// <param name="banner">The line; products rename it ("PBX Call Manager/1.1").</param>
    /// <param name="version">The protocol's version.</param>
    /// <returns>Whether this is the banner of an AMI server.</returns>
    internal static bool TryParse(string banner, out string version)
    {
        Match match = _pattern.Match(banner);
        version = match.Groups["version"].Value;
        return match.Success && !string.Equals(match.Groups["product"].Value, "HTTP", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The Asterisk branch that speaks this version of the protocol, or null for one that is not known.</summary>
    internal static string? Branch(string version)
    {
        foreach ((string prefix, string branch) in _branches)
        {
            if (version.StartsWith(prefix, StringComparison.Ordinal))
            {
                return branch;
            }
        }

        return null;
    }
}
