using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace AsteriskAmi.Events;

/// <summary>Tells which event names are wanted. Names are compared without case and may hold wildcards: * ? [a-z].</summary>
internal sealed class NameFilter
{
    // More names than any server has; beyond that a server is making them up, and they are matched one by one.
    private const int MostRemembered = 1024;

    private readonly Regex? _pattern;
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <param name="names">The names and patterns; none means every event.</param>
    internal NameFilter(IReadOnlyCollection<string>? names)
    {
        if (names is null || names.Count == 0)
        {
            return;
        }

        var alternatives = new List<string>(names.Count);
        foreach (string name in names)
        {
            alternatives.Add(ToRegex(name));
        }

        _pattern = new Regex(
            "^(?:" + string.Join("|", alternatives) + ")$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
            TimeSpan.FromSeconds(1));
    }

    internal bool Wants(string name)
    {
        if (_pattern is null)
        {
            return true;
        }

        if (!_known.TryGetValue(name, out bool wanted))
        {
            wanted = _pattern.IsMatch(name);
            if (_known.Count < MostRemembered)
            {
                _known.TryAdd(name, wanted);
            }
        }

        return wanted;
    }

    private static void ThrowIfBackward(string pattern, string set)
    {
        for (int i = 1; i + 1 < set.Length; i++)
        {
            if (set[i] == '-' && set[i - 1] > set[i + 1])
            {
                throw new AmiException(
                    AmiErrorCode.InvalidHeader,
                    $"The event name '{pattern}' holds the range {set.Substring(i - 1, 3)}, which runs backwards. Turn it round.");
            }
        }
    }

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(pattern.Length + 8);
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            int close = c == '[' ? pattern.IndexOf(']', i + 1) : -1;
            if (c == '*')
            {
                regex.Append(".*");
            }
            else if (c == '?')
            {
                regex.Append('.');
            }
            else if (close > i + 1)
            {
                string set = pattern.Substring(i + 1, close - i - 1);
                ThrowIfBackward(pattern, set);
                regex.Append('[').Append(set.Replace("\\", "\\\\").Replace("^", "\\^").Replace("[", "\\[")).Append(']');
                i = close;
            }
            else
            {
                regex.Append(Regex.Escape(c.ToString()));
            }
        }

        return regex.ToString();
    }
}
