using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Catalog;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Commands;

/// <summary>What a server can do, and what of it an account may do.</summary>
public static class CommandActions
{
    private const string PrivilegeMark = "(Priv: ";
    private const string NoPrivilege = "<none>";

    /// <summary>
    /// Lists the actions of the server and of the catalog together. A server lists only those that the account may send
    /// (Asterisk, main/manager.c, action_listcommands); what that says of the others is worked out here.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The actions, in alphabetical order.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static IReadOnlyList<AmiCommand> GetCommands(this AmiSession session, CancellationToken cancellation = default)
    {
        if (session is null)
        {
            throw new ArgumentNullException(nameof(session));
        }

        var listed = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> header in session.Invoke(new AmiAction("ListCommands"), cancellation).GetAllHeaders())
        {
            if (PrivilegeOf(header.Value) is string privilege)
            {
                listed[header.Key] = privilege;
            }
        }

        var access = new AccountAccess(listed, session.ServerVersion);
        return listed.Keys.Concat(AmiCatalog.Actions.Select(a => a.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Select(name => listed.TryGetValue(name, out string? privilege)
                ? Create(session, name, AmiCatalog.FindAction(name), privilege, allowed: true, available: true)
                : Unlisted(session, AmiCatalog.FindAction(name)!, access))
            .ToArray();
    }

    private static AmiCommand Unlisted(AmiSession session, AmiActionType action, AccountAccess access)
    {
        (bool? allowed, bool? available) = access.ToUnlisted(action);
        return Create(session, action.Name, action, action.Privilege, allowed, available);
    }

    private static AmiCommand Create(
        AmiSession session, string name, AmiActionType? known, string privilege, bool? allowed, bool? available) => new()
        {
            Name = name,
            Privilege = privilege,
            Allowed = allowed,
            Available = available,
            Answer = known?.Answer,
            Parameters = known?.Parameters ?? Array.Empty<AmiActionParameter>(),
            Since = known?.Since ?? string.Empty,
            Versions = known?.Versions ?? string.Empty,
            Module = known?.Module ?? string.Empty,
            Session = session,
        };

    /// <summary>"What it does.  (Priv: call,all)" is call; null for a header that is no action.</summary>
    internal static string? PrivilegeOf(string description)
    {
        int at = description.LastIndexOf(PrivilegeMark, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string[] classes = description.Substring(at + PrivilegeMark.Length).TrimEnd(')').Split(',');
        return classes[0] == NoPrivilege ? string.Empty : string.Join(",", classes.Where(one => one != "all"));
    }
}
