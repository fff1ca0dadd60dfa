using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>What can be asked of queues.</summary>
public static class QueueActions
{
    /// <summary>Reads the queues with their members and callers.</summary>
    /// <param name="session">The session.</param>
    /// <param name="queue">One queue's name, or null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The queues, in the server's order; none when no queue has that name.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IReadOnlyList<AmiQueue> GetQueues(
        this AmiSession session, string? queue = null, CancellationToken cancellation = default)
    {
        if (session is null)
        {
            throw new ArgumentNullException(nameof(session));
        }

        var order = new List<AmiMessage>();
        var members = new Dictionary<string, List<AmiQueueMember>>(StringComparer.Ordinal);
        var callers = new Dictionary<string, List<AmiQueueCaller>>(StringComparer.Ordinal);
        foreach (AmiMessage item in session.InvokeList(new AmiAction("QueueStatus").AddOptional("Queue", queue), cancellation))
        {
            string name = HeaderValue.Text(item, "Queue");
            switch (item.EventName)
            {
                case "QueueParams":
                    order.Add(item);
                    break;
                case "QueueMember":
                    ListOf(members, name).Add(new AmiQueueMember(item, session));
                    break;
                case "QueueEntry":
                    ListOf(callers, name).Add(new AmiQueueCaller(item, session));
                    break;
            }
        }

        var queues = new List<AmiQueue>(order.Count);
        foreach (AmiMessage item in order)
        {
            string name = HeaderValue.Text(item, "Queue");
            queues.Add(new AmiQueue(item, ListOf(members, name), ListOf(callers, name), session));
        }

        return queues;
    }

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string name)
    {
        if (!lists.TryGetValue(name, out List<T>? list))
        {
            list = new List<T>();
            lists.Add(name, list);
        }

        return list;
    }
}
