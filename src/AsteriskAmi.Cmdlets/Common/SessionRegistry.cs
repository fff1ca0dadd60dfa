using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// The sessions that each runspace has opened. A session can be used in any runspace that is handed the object; only
/// the one that opened it lists it, takes it as its default, and closes it at its own end.
/// </summary>
internal static class SessionRegistry
{
    private static readonly ConditionalWeakTable<Runspace, List<AmiSession>> _sessions = new();

    /// <summary>The sessions of the current runspace, in the order in which they were opened.</summary>
    internal static AmiSession[] All()
    {
        if (Runspace.DefaultRunspace is not Runspace runspace || !_sessions.TryGetValue(runspace, out List<AmiSession>? list))
        {
            return Array.Empty<AmiSession>();
        }

        lock (list)
        {
            return list.ToArray();
        }
    }

    internal static void Add(AmiSession session)
    {
        Runspace runspace = Runspace.DefaultRunspace;
        List<AmiSession> list = _sessions.GetValue(runspace, Create);
        lock (list)
        {
            list.Add(session);
        }
    }

    internal static void Remove(AmiSession session)
    {
        if (_sessions.TryGetValue(Runspace.DefaultRunspace, out List<AmiSession>? list))
        {
            lock (list)
            {
                list.Remove(session);
            }
        }
    }

    /// <summary>Closes every session of the current runspace.</summary>
    internal static void CloseAll()
    {
        foreach (AmiSession session in All())
        {
            session.Dispose();
            Remove(session);
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
                $"Several sessions are open ({string.Join(", ", open.Select(s => s.Name))}). Choose one with -Session.");
        }

        throw new AmiException(
            AmiErrorCode.NotConnected,
            all.Length == 0
                ? "No session is open in this runspace. Open one with Connect-Ami, or hand one over with -Session."
                : $"No session is open any more: '{all[all.Length - 1].Name}' {all[all.Length - 1].WhyClosed} Open another with Connect-Ami.");
    }

    private static List<AmiSession> Create(Runspace runspace)
    {
        var list = new List<AmiSession>();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
            {
                CloseList(list);
            }
        };
        return list;
    }

    private static void CloseList(List<AmiSession> list)
    {
        AmiSession[] sessions;
        lock (list)
        {
            sessions = list.ToArray();
            list.Clear();
        }

        foreach (AmiSession session in sessions)
        {
            session.Dispose();
        }
    }
}
