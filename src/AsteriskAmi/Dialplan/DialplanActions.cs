using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Dialplan;

/// <summary>Reads the dialplan, adds to it and takes from it.</summary>
public static class DialplanActions
{
    /// <summary>Lists what stands in the dialplan.</summary>
    /// <param name="session">The session.</param>
    /// <param name="context">One context; null for all.</param>
    /// <param name="extension">
    /// An extension as it is dialled: gives what fits it, patterns and included contexts among them. Null for everything.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The entries, each once.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such context, or no such extension in it; and as for
    /// <see cref="AmiSession.InvokeList"/>.
    /// </exception>
    public static IEnumerable<AmiDialplanEntry> GetDialplan(
        this AmiSession session, string? context = null, string? extension = null, CancellationToken cancellation = default)
    {
        AmiAction action = new AmiAction("ShowDialPlan").AddOptional("Extension", extension).AddOptional("Context", context);
        IEnumerable<AmiDialplanEntry> entries = session.InvokeList(action, cancellation).Select(item => new AmiDialplanEntry(item, session));

        // Asked for an extension, Asterisk shows a context again for each that includes it.
        return string.IsNullOrEmpty(extension) ? entries : Fitting(Distinct(entries), context, extension!);
    }

    /// <summary>Adds a step or a hint. It stays until the dialplan is loaded again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="context">The context; one that does not exist is made.</param>
    /// <param name="extension">The extension or pattern; with /NUMBER behind it only for that caller.</param>
    /// <param name="priority">The priority, from 1; <see cref="AmiDialplanEntry.HintPriority"/> for a hint.</param>
    /// <param name="application">The application, which Asterisk does not check; the devices of a hint.</param>
    /// <param name="data">The arguments of the application; null for none.</param>
    /// <param name="replace">Whether to replace what stands there.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: there is a step already; <see cref="AmiErrorCode.InvalidHeader"/>: the
    /// priority is none; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void AddDialplanExtension(
        this AmiSession session,
        string context,
        string extension,
        int priority,
        string application,
        string? data = null,
        bool replace = false,
        CancellationToken cancellation = default)
    {
        session.Invoke(
            new AmiAction("DialplanExtensionAdd")
                .Add("Context", context)
                .Add("Extension", extension)
                .Add("Priority", Checked(priority))
                .Add("Application", application)
                .AddOptional("ApplicationData", data)
                .AddOptional("Replace", replace ? "yes" : null),
            "That extension and priority already exist",
            "Replace it with -Replace, or take another priority.",
            cancellation);
    }

    /// <summary>Removes a step or a hint, or a whole extension. What extensions.conf says comes back when it is loaded again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="context">The context.</param>
    /// <param name="extension">The extension or pattern, as it stands in the dialplan.</param>
    /// <param name="priority">The priority, from 1; <see cref="AmiDialplanEntry.HintPriority"/> for a hint; null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: there is no such extension or priority; <see cref="AmiErrorCode.InvalidHeader"/>:
    /// the priority is none, or no number is given for an extension with steps for single callers, which would harm the server;
    /// and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void RemoveDialplanExtension(
        this AmiSession session, string context, string extension, int? priority = null, CancellationToken cancellation = default)
    {
        AmiAction removal = new AmiAction("DialplanExtensionRemove")
            .Add("Context", context)
            .Add("Extension", extension)
            .AddOptional("Priority", priority is null ? null : Checked(priority.Value));
        SingleCallers.ThrowIfAny(session, context, extension, cancellation);
        session.Invoke(
            removal,
            "Failed to remove requested extension",
            "There is no such extension or priority in that context; Get-AmiDialplan lists those there are.",
            cancellation);
    }

    private static string Checked(int priority) => priority is > 0 or AmiDialplanEntry.HintPriority
        ? AmiDialplanEntry.PriorityText(priority)
        : throw new AmiException(AmiErrorCode.InvalidHeader, $"{priority} is no priority. Give a number from 1, or hint.");

    // Asterisk tells of switches and ignored patterns first, and then that there is no such extension: too late to be an answer.
    private static IEnumerable<AmiDialplanEntry> Fitting(IEnumerable<AmiDialplanEntry> entries, string? context, string extension)
    {
        bool isThere = false;
        foreach (AmiDialplanEntry entry in entries)
        {
            isThere |= entry.Extension.Length > 0;
            yield return entry;
        }

        if (!isThere)
        {
            throw new AmiException(
                AmiErrorCode.NotFound,
                $"No extension{(string.IsNullOrEmpty(context) ? string.Empty : $" of context '{context}'")} fits '{extension}'. Get-AmiDialplan without -Extension lists those there are.");
        }
    }

    private static IEnumerable<AmiDialplanEntry> Distinct(IEnumerable<AmiDialplanEntry> entries)
    {
        var seen = new HashSet<(string, string, int, string, string)>();
        return entries.Where(e => seen.Add((e.Context, e.Extension, e.Priority, e.Application, e.Data)));
    }
}
