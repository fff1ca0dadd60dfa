using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Proofs.Filters;

/// <summary>
/// One filter on one server, three times over: applied here to all that the server sends; added to a session
/// (AddEventFilter), which is what counts; and told to the server alone, to see what its rules let through.
/// </summary>
internal sealed class FilterComparison
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private FilterComparison(int sent, int here)
    {
        Sent = sent;
        Here = here;
    }

    /// <summary>How many different events the server sends without a filter.</summary>
    internal int Sent { get; }

    /// <summary>How many of them the filter lets through, applied here.</summary>
    internal int Here { get; }

    /// <summary>How many of them the server lets through by its own rules.</summary>
    internal int Server { get; private set; }

    /// <summary>How many of them come to a session that has the filter.</summary>
    internal int Session { get; private set; }

    /// <summary>What differs; null when nothing does.</summary>
    internal string? Difference { get; private set; }

    /// <summary>Compares.</summary>
    /// <param name="options">Where, and as whom.</param>
    /// <param name="filter">The filter.</param>
    internal static FilterComparison Run(AmiConnectOptions options, AmiEventFilter filter)
    {
        using AmiSession here = AmiSession.Connect(options);
        using AmiSession there = AmiSession.Connect(options);
        using AmiSession alone = AmiSession.Connect(options);
        there.AddEventFilter(filter);
        foreach (FilterRule rule in ServerFilter.ToRules(filter, alone.ServerVersion))
        {
            alone.Invoke(rule.Action);
        }

        using AmiSubscription all = here.Subscribe();
        using AmiSubscription added = there.Subscribe();
        using AmiSubscription told = alone.Subscribe();
        var matcher = new EventMatcher(filter);
        var sent = new HashSet<string>(StringComparer.Ordinal);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        (string first, string last) = FilterEvents.Raise(here, _patience);
        bool began = false;
        for (bool ended = false; !ended;)
        {
            if (!all.TryTake(out AmiMessage message, _patience))
            {
                return new FilterComparison(sent.Count, wanted.Count) { Difference = "The events did not come." };
            }

            string text = Text(message);
            began |= text.Contains(first, StringComparison.Ordinal);
            ended = text.Contains(last, StringComparison.Ordinal);
            if (began)
            {
                sent.Add(text);
                if (matcher.Wants(message.EventName!, message))
                {
                    wanted.Add(text);
                }
            }
        }

        var result = new FilterComparison(sent.Count, wanted.Count);
        result.Session = result.Take(there, added, sent, wanted, matcher);
        result.Server = result.Take(alone, told, sent, wanted, matcher: null);
        return result;
    }

    /// <summary>Takes what came to one of the sessions. Others may use the server too: before and behind there may be more.</summary>
    /// <param name="session">The session.</param>
    /// <param name="events">Its events.</param>
    /// <param name="sent">All that were sent.</param>
    /// <param name="wanted">Those of them that must come.</param>
    /// <param name="matcher">Knows what may come; null for anything.</param>
    /// <returns>How many of those that were sent have come.</returns>
    private int Take(AmiSession session, AmiSubscription events, HashSet<string> sent, HashSet<string> wanted, EventMatcher? matcher)
    {
        var missing = new HashSet<string>(wanted);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool isBehind = false;
        while (true)
        {
            TimeSpan time = missing.Count > 0 ? _patience : TimeSpan.Zero;
            if (!events.TryTake(out AmiMessage message, time))
            {
                if (missing.Count > 0)
                {
                    Difference ??= "It did not come: " + missing.First();
                }
                else if (!isBehind)
                {
                    // What is still on its way comes before the answers.
                    session.Invoke(new AmiAction("Ping"), CancellationToken.None);
                    session.Invoke(new AmiAction("Ping"), CancellationToken.None);
                    isBehind = true;
                    continue;
                }

                return seen.Count;
            }

            string text = Text(message);
            missing.Remove(text);
            if (sent.Contains(text))
            {
                seen.Add(text);
            }

            if (matcher?.Wants(message.EventName!, message) == false)
            {
                Difference ??= "It came though it does not fit: " + text;
            }
        }
    }

    private static string Text(AmiMessage message) => string.Join("; ", message.GetAllHeaders().Select(header => header.Key + ": " + header.Value));
}
