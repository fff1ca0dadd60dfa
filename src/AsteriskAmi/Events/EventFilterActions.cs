using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Events;

/// <summary>Which events a server sends to a session at all. They come back with a connection that is made again.</summary>
public static class EventFilterActions
{
    /// <summary>
    /// Has the server send only events that fit. Filters add up: an event must fit one of those that include, if there
    /// are any, and none of what they exclude. For all who use the session, and for as long as it lasts or until
    /// <see cref="ClearEventFilters"/>.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The filters as the server was told.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: the server has no way to say it; as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static IReadOnlyList<AmiServerFilter> AddEventFilter(this AmiSession session, AmiEventFilter filter, CancellationToken cancellation = default)
    {
        if (filter is null)
        {
            throw new ArgumentNullException(nameof(filter));
        }

        IReadOnlyList<FilterRule> rules = ServerFilter.ToRules(filter, session.ServerVersion);
        for (int i = 0; i < rules.Count; i++)
        {
            try
            {
                session.AddFilter(rules[i], cancellation);
            }
            catch (AmiException e) when (i > 0)
            {
                throw Half(session, rules, i, e);
            }
        }

        return rules.Select(rule => new AmiServerFilter(rule, session)).ToArray();
    }

    /// <summary>Gives the filters that the session has added. AMI has no way to ask the server.</summary>
    /// <param name="session">The session.</param>
    public static IReadOnlyList<AmiServerFilter> GetEventFilters(this AmiSession session) =>
        session.Memory.Filters().Select(rule => new AmiServerFilter(rule, session)).ToArray();

    /// <summary>
    /// Removes the filters. AMI can only do that by a new connection: the stream of events has a marked gap of about a
    /// second, and actions that wait for their answer on the first connection fail.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: the session may not connect again; as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void ClearEventFilters(this AmiSession session, CancellationToken cancellation = default)
    {
        if (session.Memory.Filters().Length > 0)
        {
            session.Renew(session.Memory.ClearFilters, "its event filters are removed, which takes a new connection", cancellation);
        }
    }

    /// <summary>Says which classes of events the server sends (action Events).</summary>
    /// <param name="session">The session.</param>
    /// <param name="mask">on, off, or classes with commas between them: system,call,agent.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static void SetEventMask(this AmiSession session, string mask, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("Events").Add("EventMask", mask), cancellation);

    /// <summary>A filter takes several actions, of which the server took some. They cannot be taken back one by one.</summary>
    private static AmiException Half(AmiSession session, IReadOnlyList<FilterRule> rules, int taken, AmiException e)
    {
        string inForce = string.Join("; ", rules.Take(taken).Select(rule => new AmiServerFilter(rule, session)).Select(filter => (filter.Criteria + " " + filter.Expression).Trim()));
        string text = string.Format(
            CultureInfo.InvariantCulture,
            "{0} {1} of the {2} parts of the filter are in force on session '{3}' and come back with a new connection: {4}. Clear-AmiEventFilter removes them, with all other filters of the session.",
            e.Message,
            taken,
            rules.Count,
            session.Name,
            inForce);
        return e.Answer is AmiMessage answer ? new AmiException(e.Code, text, answer) : new AmiException(e.Code, text, e);
    }
}
