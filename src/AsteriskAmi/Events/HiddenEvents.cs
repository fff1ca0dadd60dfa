using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Catalog;
using AsteriskAmi.Session;

namespace AsteriskAmi.Events;

/// <summary>What a session has told its server not to send.</summary>
internal static class HiddenEvents
{
    /// <summary>Says that events which somebody needs may not come.</summary>
    /// <param name="session">The session.</param>
    /// <param name="needed">The events' names.</param>
    /// <returns>A sentence with the reason and the cure; null where the session hides none.</returns>
    internal static string? Note(AmiSession session, IEnumerable<string> needed)
    {
        if (session.Memory.Filters().Length > 0)
        {
            return $"{session.Name}: filters of the session (Get-AmiEventFilter) may hide events that are needed here, and what is shown may be wrong. Use a session without filters.";
        }

        string[] missing = session.Memory.Mask is string mask
            ? needed.Select(name => AmiCatalog.FindEvent(name)?.Class).OfType<string>().Distinct().Where(one => !Shows(mask, one)).OrderBy(one => one, StringComparer.Ordinal).ToArray()
            : Array.Empty<string>();
        return missing.Length == 0 ? null
            : $"{session.Name}: the event mask of the session hides events that are needed here (class {string.Join(", ", missing)}), and what is shown may be wrong. Set-AmiEventMask changes it.";
    }

    // What else stands for all classes, or for some by a number (main/manager.c, strings_to_mask), is believed to show all.
    private static bool Shows(string mask, string one)
    {
        string[] words = mask.Split(',').Select(word => word.Trim()).ToArray();
        return words.Contains(one, StringComparer.OrdinalIgnoreCase)
            || words.Any(word => word.ToUpperInvariant() is "ON" or "YES" or "TRUE" or "ALL" || word.All(char.IsDigit));
    }
}
