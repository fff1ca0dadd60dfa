using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AsteriskAmi.Cmdlets;

/// <summary>Things that belong to the runspace that made them, and are disposed of when it ends.</summary>
internal sealed class RunspaceOwned<T>
    where T : class, IDisposable
{
    private readonly ConditionalWeakTable<Runspace, List<T>> _lists = new();

    /// <summary>Those of the current runspace, in the order in which they were made.</summary>
    internal T[] All()
    {
        if (Runspace.DefaultRunspace is not Runspace runspace || !_lists.TryGetValue(runspace, out List<T>? list))
        {
            return Array.Empty<T>();
        }

        lock (list)
        {
            return list.ToArray();
        }
    }

    internal void Add(T item)
    {
        List<T> list = _lists.GetValue(Runspace.DefaultRunspace, Create);
        lock (list)
        {
            list.Add(item);
        }
    }

    /// <summary>Disposes of an item and forgets it, whoever made it.</summary>
    internal void End(T item)
    {
        item.Dispose();
        if (Runspace.DefaultRunspace is Runspace runspace && _lists.TryGetValue(runspace, out List<T>? list))
        {
            lock (list)
            {
                list.Remove(item);
            }
        }
    }

    /// <summary>Disposes of all of the current runspace.</summary>
    internal void EndAll()
    {
        foreach (T item in All())
        {
            End(item);
        }
    }

    private static List<T> Create(Runspace runspace)
    {
        var list = new List<T>();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
            {
                Clear(list);
            }
        };
        return list;
    }

    private static void Clear(List<T> list)
    {
        T[] items;
        lock (list)
        {
            items = list.ToArray();
            list.Clear();
        }

        foreach (T item in items)
        {
            item.Dispose();
        }
    }
}
