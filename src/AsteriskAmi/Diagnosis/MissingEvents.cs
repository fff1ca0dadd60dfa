using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Catalog;
using AsteriskAmi.Events;
using AsteriskAmi.Session;

namespace AsteriskAmi.Diagnosis;

/// <summary>Says which events will surely not come to a session, before somebody waits for them in vain.</summary>
internal static class MissingEvents
{
    private const int MostNamed = 3;

    // Those before sent some events in other classes.
    private const int FirstKnownBranch = 12;

    /// <summary>Says it for events that somebody waits for by name.</summary>
    /// <param name="session">The session.</param>
    /// <param name="names">The events' names; none for any event at all.</param>
    /// <param name="cancellation">Ends the wait for what the server says of the account.</param>
    /// <returns>A sentence for each reason, with the cure.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    internal static IEnumerable<string> Notes(AmiSession session, IReadOnlyCollection<string> names, CancellationToken cancellation) =>
        Notes(session, names, AccountReading.Patience, cancellation);

    /// <summary>As the other.</summary>
    /// <param name="session">The session.</param>
    /// <param name="names">The events' names; none for any event at all.</param>
    /// <param name="patience">How long the server may take for each answer.</param>
    /// <param name="cancellation">Ends the wait for what the server says of the account.</param>
    internal static IEnumerable<string> Notes(
        AmiSession session, IReadOnlyCollection<string> names, TimeSpan patience, CancellationToken cancellation)
    {
        Dictionary<string, string> classes = Classes(session, names);
        string[] masked = names.Where(name => HiddenEvents.IsMasked(session, classes.TryGetValue(name, out string? one) ? one : string.Empty)).ToArray();
        if (masked.Length > 0 || (names.Count == 0 && HiddenEvents.IsMasked(session, null)))
        {
            yield return $"{session.Name}: {Subject(masked, classes)} cannot come, because the event mask of the session is {session.Memory.Mask}. Set-AmiEventMask changes it.";
        }

        string[] filtered = names.Except(masked).Where(name => HiddenEvents.IsFiltered(session, name)).ToArray();
        if (filtered.Length > 0)
        {
            yield return $"{session.Name}: {Subject(filtered, null)} cannot come, because the filters of the session hold such events back (Get-AmiEventFilter). Add another for them, remove them with Clear-AmiEventFilter, or use a session without filters.";
        }

        string[] left = names.Except(masked).Except(filtered).ToArray();
        if (OfAccount(session, left, classes, patience, cancellation) is string note)
        {
            yield return note;
        }
    }

    /// <summary>Says it for a view of the server that needs all of some events, and is wrong without some of them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="needed">The events' names.</param>
    /// <param name="cancellation">Ends the wait for what the server says of the account.</param>
    /// <returns>As for events by name; of the session's filters also that they may hold some back.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    internal static IEnumerable<string> ViewNotes(AmiSession session, IReadOnlyCollection<string> needed, CancellationToken cancellation) =>
        ViewNotes(session, needed, AccountReading.Patience, cancellation);

    /// <summary>As the other.</summary>
    /// <param name="session">The session.</param>
    /// <param name="needed">The events' names.</param>
    /// <param name="patience">How long the server may take for each answer.</param>
    /// <param name="cancellation">Ends the wait for what the server says of the account.</param>
    internal static IEnumerable<string> ViewNotes(
        AmiSession session, IReadOnlyCollection<string> needed, TimeSpan patience, CancellationToken cancellation)
    {
        if (HiddenEvents.Note(session, needed) is string hidden)
        {
            yield return hidden;
        }

        if (OfAccount(session, needed, Classes(session, needed), patience, cancellation) is string note)
        {
            yield return note;
        }
    }

    private static string? OfAccount(
        AmiSession session, IReadOnlyCollection<string> names, Dictionary<string, string> classes, TimeSpan patience, CancellationToken cancellation)
    {
        if (!names.Any(classes.ContainsKey) || AccountReading.Of(session, patience, cancellation) is not AccountRights rights)
        {
            return null;
        }

        string[] unread = names.Where(name => classes.TryGetValue(name, out string? one) && rights.Reads(one) == false).ToArray();
        if (unread.Length == 0)
        {
            return null;
        }

        string lacking = string.Join(",", unread.Select(name => classes[name]).Distinct().OrderBy(one => one, StringComparer.Ordinal));
        return $"{session.Name}: {Subject(unread, classes)} cannot come, because the account '{session.UserName}' reads the classes: {AccountRights.Text(rights.Read!)}. Add {lacking} to read= of [{session.UserName}] in manager.conf, run 'manager reload' there, and connect anew.";
    }

    // Items of lists have no class: they come to whoever asks for the list, by another way.
    private static Dictionary<string, string> Classes(AmiSession session, IReadOnlyCollection<string> names) =>
        names.Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(AmiCatalog.FindEvent)
            .Where(found => found?.Class.Length > 0 && ActionAdvice.BranchOf(session.ServerVersion) is not < FirstKnownBranch)
            .ToDictionary(found => found!.Name, found => found!.Class, StringComparer.OrdinalIgnoreCase);

    private static string Subject(string[] names, Dictionary<string, string>? classes)
    {
        string[] found = names.Select(name => classes is not null && classes.TryGetValue(name, out string? one) ? one : string.Empty)
            .Where(one => one.Length > 0)
            .Distinct()
            .ToArray();
        string suffix = found.Length == 0 ? string.Empty : $" (class {string.Join(", ", found)})";
        return names.Length switch
        {
            0 => "events",
            <= MostNamed => string.Join(", ", names) + suffix,
            _ => $"{string.Join(", ", names.Take(MostNamed))} and {names.Length - MostNamed} other events{suffix}",
        };
    }
}
