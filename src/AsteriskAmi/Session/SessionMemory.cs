using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>
/// What a session has told its event connection and must tell the next one: filters, in order, and the event mask.
/// </summary>
internal sealed class SessionMemory
{
    private readonly object _gate = new();
    private readonly List<AmiAction> _filters = new();
    private AmiAction? _mask;

    /// <summary>Whether an action sets up the very connection that it is sent on, so that it must go by that of the events.</summary>
    internal static bool IsAboutConnection(AmiAction action) =>
        Is(action, "Events") || Is(action, "Filter") || Is(action, "Login") || Is(action, "Logoff") || Is(action, "Challenge")
        || Is(action, "WaitEvent");

    /// <summary>Keeps what must be said again. For actions that the server took.</summary>
    internal void Keep(AmiAction action)
    {
        lock (_gate)
        {
            if (Is(action, "Filter"))
            {
                _filters.Add(action.WithoutActionId());
            }
            else if (Is(action, "Events"))
            {
                _mask = action.WithoutActionId();
            }
        }
    }

    /// <summary>The filters, in the order in which they were added.</summary>
    internal AmiAction[] Filters()
    {
        lock (_gate)
        {
            return _filters.ToArray();
        }
    }

    /// <summary>The action that sets the event mask; the account's default where none was set.</summary>
    internal AmiAction Mask()
    {
        lock (_gate)
        {
            return _mask ?? new AmiAction("Events").Add("EventMask", "on");
        }
    }

    private static bool Is(AmiAction action, string name) => string.Equals(action.Name, name, StringComparison.OrdinalIgnoreCase);
}
