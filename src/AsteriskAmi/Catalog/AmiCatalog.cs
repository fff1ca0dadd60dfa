using System;
using System.Collections.Generic;

namespace AsteriskAmi.Catalog;

/// <summary>
/// The actions and events of Asterisk 16 and 22, and the events of versions before 12: names, parameters, headers, types
/// and privileges. It is read when it is first asked.
/// </summary>
public static class AmiCatalog
{
    private static readonly Lazy<SortedList<string, AmiActionType>> _actions =
        new(() => CatalogText.Read("Actions.txt", fields => new AmiActionType(fields)));

    private static readonly Lazy<SortedList<string, AmiEventType>> _events =
        new(() => CatalogText.Read("Events.txt", fields => new AmiEventType(fields)));

    /// <summary>All actions, in alphabetical order.</summary>
    public static IEnumerable<AmiActionType> Actions => _actions.Value.Values;

    /// <summary>All events, in alphabetical order.</summary>
    public static IEnumerable<AmiEventType> Events => _events.Value.Values;

    /// <summary>Finds an action.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The action; null for one that the catalog does not have.</returns>
    public static AmiActionType? FindAction(string name) => _actions.Value.TryGetValue(name, out AmiActionType? found) ? found : null;

    /// <summary>Finds an event.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The event; null for one that the catalog does not have.</returns>
    public static AmiEventType? FindEvent(string name) => _events.Value.TryGetValue(name, out AmiEventType? found) ? found : null;
}
