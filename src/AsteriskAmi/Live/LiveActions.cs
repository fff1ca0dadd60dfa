using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>What can be followed as it changes.</summary>
public static class LiveActions
{
    /// <summary>Reads the calls that there are now. Their answers, transfers and recordings of before are not known.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The calls, each with its channels.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IReadOnlyList<AmiCall> GetCalls(this AmiSession session, CancellationToken cancellation = default)
    {
        CallLists lists = CallLists.Read(session ?? throw new ArgumentNullException(nameof(session)), cancellation);
        var book = new CallBook(session);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        book.Fill(lists, now, new List<AmiCall>());
        return book.Snapshot(now);
    }

    /// <summary>Follows the calls.</summary>
    /// <param name="session">The session.</param>
    /// <param name="capacity">How many changes wait at the most.</param>
    /// <param name="cancellation">Ends the wait for how things are at the beginning.</param>
    /// <returns>The model; dispose it to end it.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static AmiLiveModel<AmiCall> FollowCalls(
        this AmiSession session, int capacity = AmiLiveModel<AmiCall>.DefaultCapacity, CancellationToken cancellation = default) =>
        AmiLiveModel<AmiCall>.Start(session ?? throw new ArgumentNullException(nameof(session)), new CallBook(session), capacity, cancellation);

    /// <summary>Follows the queues: who waits, and what becomes of the callers from now on or from another moment.</summary>
    /// <param name="session">The session.</param>
    /// <param name="serviceLevel">Within what time a call should be answered; null for what each queue has.</param>
    /// <param name="capacity">How many changes wait at the most.</param>
    /// <param name="since">When to begin to count from nothing, a moment to come; null for now alone.</param>
    /// <param name="sinceReset">
    /// Whether to count on from what the server has counted since its statistics were reset: calls over and abandoned, and the
    /// service level where it is the queue's own. Averages and those who left otherwise are of what is seen.
    /// </param>
    /// <param name="cancellation">Ends the wait for how things are at the beginning.</param>
    /// <returns>The model; dispose it to end it.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: since has passed. Else as for <see cref="AmiSession.InvokeList"/>.</exception>
    public static AmiLiveModel<AmiQueueActivity> FollowQueues(
        this AmiSession session,
        TimeSpan? serviceLevel = null,
        int capacity = AmiLiveModel<AmiQueueActivity>.DefaultCapacity,
        DateTimeOffset? since = null,
        bool sinceReset = false,
        CancellationToken cancellation = default)
    {
        if (since <= DateTimeOffset.UtcNow)
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"{since.Value.LocalDateTime:g} has passed, and nobody saw the calls since then. Name a moment to come, or count from now, or from the last reset of the server's statistics (-SinceReset).");
        }

        return AmiLiveModel<AmiQueueActivity>.Start(
            session ?? throw new ArgumentNullException(nameof(session)), new QueueBook(session, serviceLevel, since, sinceReset), capacity, cancellation);
    }

    /// <summary>Follows the members of the queues: what each does, and has done from now on.</summary>
    /// <param name="session">The session.</param>
    /// <param name="capacity">How many changes wait at the most.</param>
    /// <param name="cancellation">Ends the wait for how things are at the beginning.</param>
    /// <returns>The model; dispose it to end it.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static AmiLiveModel<AmiAgentActivity> FollowAgents(
        this AmiSession session, int capacity = AmiLiveModel<AmiAgentActivity>.DefaultCapacity, CancellationToken cancellation = default) =>
        AmiLiveModel<AmiAgentActivity>.Start(
            session ?? throw new ArgumentNullException(nameof(session)), new AgentBook(session), capacity, cancellation);
}
