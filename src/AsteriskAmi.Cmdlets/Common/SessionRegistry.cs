using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// The sessions that each runspace has opened. A session can be used in any runspace that is handed the object; only
/// the one that opened it lists it, takes it as its default, and closes it at its own end.
/// </summary>
internal static class SessionRegistry
{
    private static readonly RunspaceOwned<AmiSession> _sessions = new();

    /// <summary>The sessions of the current runspace, in the order in which they were opened.</summary>
    internal static AmiSession[] All() => _sessions.All();

    internal static void Add(AmiSession session) => _sessions.Add(session);

    /// <summary>Logs sessions off and forgets them.</summary>
    internal static void Close(params AmiSession[] sessions) => _sessions.End(sessions);

    /// <summary>Closes every session of the current runspace.</summary>
    internal static void CloseAll() => _sessions.EndAll();

    /// <summary>
    /// Refuses a name that an open session of this runspace has: whoever chose by name would get both.
    /// </summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.AmbiguousSession"/>.</exception>
    internal static void RefuseTaken(string? name)
    {
        foreach (AmiSession session in All())
        {
            if (string.Equals(session.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                if (session.State == AmiSessionState.Closed)
                {
                    Close(session);
                    continue;
                }

                throw new AmiException(
                    AmiErrorCode.AmbiguousSession,
                    $"A session named '{name}' is open already (Id {session.Id}). Choose another -Name, or close that one with Disconnect-Ami.");
            }
        }
    }

    /// <summary>The session to use when none was given: the only open one.</summary>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotConnected"/>, <see cref="AmiErrorCode.AmbiguousSession"/>.
    /// </exception>
    internal static AmiSession Default()
    {
        AmiSession[] all = All();
        AmiSession[] open = all.Where(s => s.State != AmiSessionState.Closed).ToArray();
        if (open.Length == 1)
        {
            return open[0];
        }

        if (open.Length > 1)
        {
            throw new AmiException(
                AmiErrorCode.AmbiguousSession,
                $"Several sessions are open ({Names(open)}). Choose one with -Session.");
        }

        throw new AmiException(
            AmiErrorCode.NotConnected,
            all.Length == 0
                ? "No session is open in this runspace. Open one with Connect-Ami, or hand one over with -Session."
                : $"No session is open any more: '{all[all.Length - 1].Name}' {all[all.Length - 1].WhyClosed}");
    }

    /// <summary>Names sessions in an error, so that one can be chosen.</summary>
    internal static string Names(IEnumerable<AmiSession> sessions) =>
        string.Join(", ", sessions.Select(s => s.Name + " (Id " + s.Id.ToString(CultureInfo.InvariantCulture) + ")"));
}
