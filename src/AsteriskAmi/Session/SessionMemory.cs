using System;
using System.Collections.Generic;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>
/// What a session has told its event connection and must tell the next one: filters, in order, and the event mask.
/// Thread-safe.
/// </summary>
internal sealed class SessionMemory
{
    private readonly object _gate = new();
    private readonly List<FilterRule> _filters = new();
    private volatile EventSieve? _sieve;
    private string? _mask;

    /// <summary>What the session itself must do of its filters; null for nothing.</summary>
    internal EventSieve? Sieve => _sieve;

    /// <summary>The event mask; null where none was set, which is the account's own.</summary>
    internal string? Mask
    {
        get
        {
            lock (_gate)
            {
                return _mask;
            }
        }
    }

    /// <summary>Whether an action sets up the very connection that it is sent on, so that it must go by that of the events.</summary>
    internal static bool IsAboutConnection(AmiAction action) =>
        Is(action, "Events") || Is(action, "Filter") || Is(action, "Login") || Is(action, "Logoff") || Is(action, "Challenge")
        || Is(action, "WaitEvent");

    /// <summary>Keeps what must be said again. For actions that the server took.</summary>
    /// <param name="action">The action.</param>
    /// <param name="rule">What it means, for a filter that was made here.</param>
    internal void Keep(AmiAction action, FilterRule? rule)
    {
        lock (_gate)
        {
            if (Is(action, "Filter"))
            {
                _filters.Add(rule ?? new FilterRule(action, AmiServerFilter.Excludes(action), meaning: null, isExact: true));
                _sieve = EventSieve.Of(_filters);
            }
            else if (Is(action, "Events"))
            {
                foreach (KeyValuePair<string, string> header in action.Headers)
                {
                    if (string.Equals(header.Key, "EventMask", StringComparison.OrdinalIgnoreCase))
                    {
                        _mask = header.Value;
                    }
                }
            }
        }
    }

    /// <summary>The filters, in the order in which they were added.</summary>
    internal FilterRule[] Filters()
    {
        lock (_gate)
        {
            return _filters.ToArray();
        }
    }

    internal void ClearFilters()
    {
        lock (_gate)
        {
            _filters.Clear();
            _sieve = null;
        }
    }

    private static bool Is(AmiAction action, string name) => string.Equals(action.Name, name, StringComparison.OrdinalIgnoreCase);
}
