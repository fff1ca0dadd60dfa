using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>Asks PJSIP endpoints whether they are there.</summary>
public static class QualifyActions
{
    private const string StatusEvent = "ContactStatus";

    // The server notes the end of the time a moment after it.
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(2);

    // How long SIP lets a request wait for its answer (RFC 3261, timer F), where the AOR has no time of its own.
    private static readonly TimeSpan _longestQualify = TimeSpan.FromSeconds(32);
    private static readonly TimeSpan _shortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Has the server ask all contacts of endpoints whether they are there, and waits until each has answered or its time
    /// (qualify_timeout) is over.
    /// </summary>
    /// <param name="session">The session; its account needs write=system.</param>
    /// <param name="isWanted">Tells by an endpoint's name whether it is wanted.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What came of it: for each contact, and for each endpoint that has none.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IReadOnlyList<AmiEndpointTest> TestEndpoints(
        this AmiSession session, Func<string, bool> isWanted, CancellationToken cancellation = default)
    {
        if (session is null)
        {
            throw new ArgumentNullException(nameof(session));
        }

        List<AmiEndpoint> endpoints = session.GetEndpoints(cancellation).Where(endpoint => isWanted(endpoint.Name)).ToList();
        ILookup<string, AmiContact> before = session.GetContacts(cancellation).ToLookup(contact => contact.Endpoint);
        AmiContact[] asked = endpoints.SelectMany(endpoint => before[endpoint.Name]).ToArray();
        using AmiSubscription events = session.Subscribe(new[] { StatusEvent });
        foreach (string name in asked.Select(contact => contact.Endpoint).Distinct())
        {
            session.Invoke(new AmiAction("PJSIPQualify").Add("Endpoint", name), cancellation);
        }

        Dictionary<string, AmiContact> after = WaitForAll(session, asked, events, cancellation);
        return endpoints.SelectMany(endpoint => ResultsOf(endpoint, before[endpoint.Name], after)).ToList();
    }

    // An event comes only when a contact's status changes; one that is as reachable as before shows it by its time alone.
    private static Dictionary<string, AmiContact> WaitForAll(
        AmiSession session, AmiContact[] asked, AmiSubscription events, CancellationToken cancellation)
    {
        AmiContact[] open = asked.Where(contact => contact.QualifyFrequency > TimeSpan.Zero).ToArray();
        Deadline deadline = Deadline.After(open.Select(TimeFor).DefaultIfEmpty().Max());
        TimeSpan pause = _shortestPause;
        while (true)
        {
            bool isLast = deadline.HasPassed;
            Dictionary<string, AmiContact> now = session.GetContacts(cancellation).GroupBy(contact => contact.Id).ToDictionary(group => group.Key, group => group.First());
            open = open.Where(contact => now.TryGetValue(contact.Id, out AmiContact? seen) && !IsDecided(contact, seen)).ToArray();
            if (open.Length == 0 || isLast)
            {
                return now;
            }

            TimeSpan left = deadline.Left;
            events.TryTake(out _, pause < left ? pause : left, cancellation);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _longestPause.Ticks));
        }
    }

    private static TimeSpan TimeFor(AmiContact contact) =>
        (contact.QualifyTimeout > TimeSpan.Zero ? contact.QualifyTimeout : _longestQualify) + _grace;

    private static bool IsDecided(AmiContact before, AmiContact after) =>
        after.Status is AmiContactStatus.Reachable or AmiContactStatus.Unreachable
        && (after.Status != before.Status || after.RoundTrip != before.RoundTrip);

    private static IEnumerable<AmiEndpointTest> ResultsOf(
        AmiEndpoint endpoint, IEnumerable<AmiContact> asked, Dictionary<string, AmiContact> after)
    {
        List<AmiEndpointTest> results = asked
            .Where(contact => after.ContainsKey(contact.Id))
            .Select(contact => ResultOf(endpoint, after[contact.Id]))
            .ToList();
        return results.Count > 0
            ? results
            : new[] { new AmiEndpointTest(endpoint.Name, string.Empty, AmiEndpointTestStatus.NoContact, null, endpoint.Session) };
    }

    private static AmiEndpointTest ResultOf(AmiEndpoint endpoint, AmiContact contact) => new(
        endpoint.Name,
        contact.Uri,
        contact.Status switch
        {
            AmiContactStatus.Reachable => AmiEndpointTestStatus.Reachable,
            AmiContactStatus.NonQualified => AmiEndpointTestStatus.NotKept,
            _ => AmiEndpointTestStatus.Unreachable,
        },
        contact.RoundTrip,
        endpoint.Session);
}
