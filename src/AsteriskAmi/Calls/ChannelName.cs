using System;
using System.Text.RegularExpressions;

namespace AsteriskAmi.Calls;

/// <summary>What the name of a channel tells.</summary>
internal static class ChannelName
{
    // Those of Local channels have a half behind the number.
    private static readonly Regex _whole = new(
        "^(?!Local/).+-[0-9a-f]{8}$|^Local/.+-[0-9a-f]{8};[12]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>Whether a text is the whole name of a channel, as Asterisk makes the names of most; no other name begins with it.</summary>
    internal static bool IsWhole(string name) => _whole.IsMatch(name);
}
