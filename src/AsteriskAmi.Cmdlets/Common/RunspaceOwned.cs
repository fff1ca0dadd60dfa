using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Threading;

namespace AsteriskAmi.Cmdlets;

/// <summary>Things that belong to the runspace that made them, and are disposed of when it ends.</summary>
internal sealed class RunspaceOwned<T>
    where T : class, IDisposable
{
    // Nobody waits longer than this for the end of a runspace, whatever the things that it owns wait for.
    private static readonly TimeSpan _longestEnd = TimeSpan.FromSeconds(2);

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
        Runspace runspace = Runspace.DefaultRunspace;
        List<T> list = _lists.GetValue(runspace, Create);
        lock (list)
        {
            list.Add(item);
        }

        // The runspace may have told of its end before the item was on its list.
        if (HasEnded(runspace.RunspaceStateInfo.State))
        {
            Clear(list);
        }
    }

    /// <summary>Disposes of items, side by side since each may wait for its peer, and forgets them.</summary>
    internal void End(params T[] items)
    {
        Dispose(items);
        if (Runspace.DefaultRunspace is Runspace runspace && _lists.TryGetValue(runspace, out List<T>? list))
        {
            lock (list)
            {
                list.RemoveAll(items.Contains);
            }
        }
    }

    /// <summary>Disposes of all of the current runspace.</summary>
    internal void EndAll() => End(All());

    private static List<T> Create(Runspace runspace)
    {
        var list = new List<T>();
        runspace.StateChanged += (_, change) =>
        {
            if (HasEnded(change.RunspaceStateInfo.State))
            {
                Clear(list);
            }
        };
        return list;
    }

    private static bool HasEnded(RunspaceState state) => state is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken;

    private static void Clear(List<T> list)
    {
        T[] items;
        lock (list)
        {
            items = list.ToArray();
            list.Clear();
        }

        Dispose(items);
    }

    private static void Dispose(T[] items)
    {
        if (items.Length == 1)
        {
            items[0].Dispose();
            return;
        }

        Thread[] threads = Array.ConvertAll(items, item => new Thread(() => DisposeOne(item)) { IsBackground = true, Name = "AMI closing" });
        Array.ForEach(threads, thread => thread.Start());
        Deadline deadline = Deadline.After(_longestEnd);
        Array.ForEach(threads, thread => thread.Join(deadline.Left));
    }

    private static void DisposeOne(T item)
    {
        try
        {
            item.Dispose();
        }
        catch (Exception e)
        {
            // Nothing may escape a thread, and an end has nobody to tell.
            Trace.TraceError("AsteriskAmi: {0} did not end well: {1}", item, e);
        }
    }
}
