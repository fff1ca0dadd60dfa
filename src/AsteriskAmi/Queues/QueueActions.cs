using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>What can be asked of queues and done to them.</summary>
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

    /// <summary>Reads how the queues do, in numbers: both actions that tell of it are sent.</summary>
    /// <param name="session">The session.</param>
    /// <param name="queue">One queue's name, or null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The summaries, in the server's order; none when no queue has that name.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IReadOnlyList<AmiQueueSummary> GetQueueSummaries(
        this AmiSession session, string? queue = null, CancellationToken cancellation = default)
    {
        var status = new Dictionary<string, AmiMessage>(StringComparer.Ordinal);
        foreach (AmiMessage item in session.InvokeList(new AmiAction("QueueStatus").AddOptional("Queue", queue), cancellation))
        {
            if (item.EventName == "QueueParams")
            {
                status[HeaderValue.Text(item, "Queue")] = item;
            }
        }

        var summaries = new List<AmiQueueSummary>(status.Count);
        foreach (AmiMessage item in session.InvokeList(new AmiAction("QueueSummary").AddOptional("Queue", queue), cancellation))
        {
            // One that has come between the two answers is left out: half of it is not known.
            if (status.TryGetValue(HeaderValue.Text(item, "Queue"), out AmiMessage? parameters))
            {
                summaries.Add(new AmiQueueSummary(item, parameters, session));
            }
        }

        return summaries;
    }

    /// <summary>Lists the rules of queuerules.conf.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The steps of all rules, in the server's order; a rule without steps is one without a time.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static IReadOnlyList<AmiQueueRule> GetQueueRules(this AmiSession session, CancellationToken cancellation = default)
    {
        var rules = new List<AmiQueueRule>();
        string name = string.Empty;
        bool isEmpty = false;
        foreach (KeyValuePair<string, string> header in session.Invoke(new AmiAction("QueueRule"), cancellation).GetAllHeaders())
        {
            // RuleList names a rule; a Rule for each of its steps follows (apps/app_queue.c, manager_queue_rule_show).
            if (string.Equals(header.Key, "RuleList", StringComparison.OrdinalIgnoreCase))
            {
                AddIfEmpty();
                (name, isEmpty) = (header.Value, true);
            }
            else if (string.Equals(header.Key, "Rule", StringComparison.OrdinalIgnoreCase))
            {
                rules.Add(new AmiQueueRule(name, header.Value, session));
                isEmpty = false;
            }
        }

        AddIfEmpty();
        return rules;

        void AddIfEmpty()
        {
            if (isEmpty)
            {
                rules.Add(new AmiQueueRule(name, null, session));
            }
        }
    }

    /// <summary>Sets the statistics of a queue and of its members to zero.</summary>
    /// <param name="session">The session.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such queue; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void ResetQueueStatistics(this AmiSession session, string queue, CancellationToken cancellation = default)
    {
        CheckName(queue);

        // Asterisk answers Success for a queue that it does not have.
        if (session.GetQueues(queue, cancellation).Count == 0)
        {
            throw new AmiException(AmiErrorCode.NotFound, $"There is no queue '{queue}', so that nothing was reset.");
        }

        session.Invoke(new AmiAction("QueueReset").Add("Queue", queue), cancellation);
    }

    /// <summary>Writes a line into the server's queue log (queue_log).</summary>
    /// <param name="session">The session.</param>
    /// <param name="queue">The queue; Asterisk takes any name.</param>
    /// <param name="eventName">What happened, in a word of your own: LUNCH...</param>
    /// <param name="interfaceName">The member that it is about; null for none.</param>
    /// <param name="uniqueid">The unique id of the call that it is about; null for none.</param>
    /// <param name="message">More about it; | in it begins another column. Null for nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: a | where it would begin another column; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void WriteQueueLog(
        this AmiSession session,
        string queue,
        string eventName,
        string? interfaceName = null,
        string? uniqueid = null,
        string? message = null,
        CancellationToken cancellation = default)
    {
        CheckColumn("queue", queue);
        CheckColumn("event", eventName);
        CheckColumn("interface", interfaceName);
        CheckColumn("unique id", uniqueid);
        session.Invoke(
            new AmiAction("QueueLog")
                .Add("Queue", queue)
                .Add("Event", eventName)
                .AddOptional("Interface", interfaceName)
                .AddOptional("Uniqueid", uniqueid)
                .AddOptional("Message", message),
            cancellation);
    }

    // Without a name Asterisk would do it to all queues.
    private static void CheckName(string queue)
    {
        if (string.IsNullOrEmpty(queue))
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, "The name of the queue is empty. Give the name of one queue.");
        }
    }

    // The queue log's columns are divided by |.
    private static void CheckColumn(string what, string? text)
    {
        if (text?.IndexOf('|') >= 0)
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"The {what} '{text}' has a |, which begins another column of the queue log. Remove it.");
        }
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
