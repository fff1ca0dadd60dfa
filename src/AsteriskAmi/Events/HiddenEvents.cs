using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Catalog;
using AsteriskAmi.Session;

namespace AsteriskAmi.Events;

/// <summary>What a session has told its server not to send.</summary>
internal static class HiddenEvents
{
    // main/manager.c, strings_to_mask and ast_false.
    private static readonly string[] _none = { "off", "no", "false" };

    /// <summary>Says that events which somebody needs may not come.</summary>
    /// <param name="session">The session.</param>
    /// <param name="needed">The events' names.</param>
    /// <returns>A sentence with the reason and the cure; null where the session hides none.</returns>
    internal static string? Note(AmiSession session, IEnumerable<string> needed)
    {
        string[] names = needed.ToArray();
        if (Array.Exists(names, name => IsFiltered(session, name) || MayBeFiltered(session, name)))
        {
            return $"{session.Name}: filters of the session (Get-AmiEventFilter) may hide events that are needed here, and what is shown may be wrong. Use a session without filters.";
        }

        string[] missing = names.Select(name => AmiCatalog.FindEvent(name)?.Class).OfType<string>().Distinct()
            .Where(one => IsMasked(session, one))
            .OrderBy(one => one, StringComparer.Ordinal)
            .ToArray();
        return missing.Length == 0 ? null
            : $"{session.Name}: the event mask of the session hides events that are needed here (class {string.Join(", ", missing)}), and what is shown may be wrong. Set-AmiEventMask changes it.";
    }

    /// <summary>Whether the event mask surely holds back the events of a class.</summary>
    /// <param name="session">The session.</param>
    /// <param name="one">The class; null for every class, empty for one that is not known.</param>
    internal static bool IsMasked(AmiSession session, string? one) => session.Memory.Mask is string mask
        && (_none.Contains(mask.Trim(), StringComparer.OrdinalIgnoreCase) || (!string.IsNullOrEmpty(one) && !Shows(mask, one!)));

    /// <summary>Whether the filters surely hold back every event with a name.</summary>
    internal static bool IsFiltered(AmiSession session, string name)
    {
        FilterRule[] rules = session.Memory.Filters();
        FilterRule[] including = rules.Where(rule => !rule.IsExcluding).ToArray();
        return (including.Length > 0 && Array.TrueForAll(including, rule => rule.Meaning?.WantsName(name) == false))
            || Array.Exists(rules, rule => rule.IsExcluding && rule.Meaning?.WantsName(name) == true);
    }

    /// <summary>Whether filters may hold back events with a name, by what else is in them.</summary>
    internal static bool MayBeFiltered(AmiSession session, string name)
    {
        FilterRule[] rules = session.Memory.Filters();
        return Array.Exists(rules, rule => rule.Meaning is null)
            || (Array.Exists(rules, rule => !rule.IsExcluding)
                && !Array.Exists(rules, rule => !rule.IsExcluding && rule.Meaning!.Rules.Length == 0 && rule.Meaning.WantsName(name)));
    }

    // What else stands for all classes, or for some by a number (main/manager.c, strings_to_mask), is believed to show all.
    private static bool Shows(string mask, string one)
    {
        string[] words = mask.Split(',').Select(word => word.Trim()).ToArray();
        return words.Contains(one, StringComparer.OrdinalIgnoreCase)
            || words.Any(word => word.ToUpperInvariant() is "ON" or "YES" or "TRUE" or "ALL" || word.All(char.IsDigit));
    }
}
