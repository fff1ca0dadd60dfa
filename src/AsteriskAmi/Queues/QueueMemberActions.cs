using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>What can be done to the members of queues.</summary>
public static class QueueMemberActions
{
    /// <summary>Reads the members that have an interface.</summary>
    /// <param name="session">The session.</param>
    /// <param name="interfaceName">What is called to reach the member: PJSIP/1001.</param>
    /// <param name="queue">One queue's name, or null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The members: one for each queue that it is a member of.</returns>
    /// <exception cref="AmiException">As for <see cref="QueueActions.GetQueues"/>.</exception>
    public static IEnumerable<AmiQueueMember> GetQueueMembers(
        this AmiSession session, string interfaceName, string? queue = null, CancellationToken cancellation = default) =>
        session.GetQueues(queue, cancellation)
            .SelectMany(found => found.Members)
            .Where(member => string.Equals(member.Interface, interfaceName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a member to a queue, until it is removed; Asterisk keeps it over a restart with persistentmembers.</summary>
    /// <param name="session">The session.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="member">The member.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such queue; <see cref="AmiErrorCode.ActionFailed"/>: it is a member
    /// already; <see cref="AmiErrorCode.InvalidHeader"/>; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void AddQueueMember(
        this AmiSession session, string queue, AmiNewQueueMember member, CancellationToken cancellation = default)
    {
        if (member is null)
        {
            throw new ArgumentNullException(nameof(member));
        }

        CheckPenalty(member.Penalty);
        session.Invoke(
            new AmiAction("QueueAdd")
                .Add("Queue", queue)
                .Add("Interface", member.Interface)
                .AddOptional("MemberName", member.Name)
                .AddOptional("StateInterface", member.StateInterface)
                .Add("Penalty", Text(member.Penalty))
                .Add("Paused", Text(member.Paused)),
            "Unable to add interface: Already there",
            "It is a member of that queue already. Change it, or remove it first.",
            cancellation);
        if (member.Paused && !string.IsNullOrEmpty(member.PausedReason))
        {
            // QueueAdd takes a reason only in newer versions, and tells the queue log in none.
            session.PauseQueueMember(member.Interface, queue, true, member.PausedReason, cancellation);
        }
    }

    /// <summary>Takes a member out of a queue.</summary>
    /// <param name="session">The session.</param>
    /// <param name="interfaceName">What is called to reach the member.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such queue, or it is no member; <see cref="AmiErrorCode.ActionFailed"/>:
    /// it was not added at run time; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void RemoveQueueMember(
        this AmiSession session, string interfaceName, string queue, CancellationToken cancellation = default) =>
        session.Invoke(
            new AmiAction("QueueRemove").Add("Queue", queue).Add("Interface", interfaceName),
            "Member not dynamic",
            "It stands in queues.conf or a database: take it out there and reload, or pause it.",
            cancellation);

    /// <summary>Lets a member take no calls for a while, or take calls again.</summary>
    /// <param name="session">The session.</param>
    /// <param name="interfaceName">What is called to reach the member.</param>
    /// <param name="queue">One queue's name, or null for all that it is a member of.</param>
    /// <param name="paused">Whether it is to take none.</param>
    /// <param name="reason">Why; null for no reason. It stands in the queue log too.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such queue, or it is no member; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void PauseQueueMember(
        this AmiSession session,
        string interfaceName,
        string? queue,
        bool paused,
        string? reason = null,
        CancellationToken cancellation = default) =>
        session.Invoke(
            new AmiAction("QueuePause")
                .AddOptional("Queue", queue)
                .Add("Interface", interfaceName)
                .Add("Paused", Text(paused))
                .AddOptional("Reason", reason),
            cancellation);

    /// <summary>Sets a member's penalty.</summary>
    /// <param name="session">The session.</param>
    /// <param name="interfaceName">What is called to reach the member.</param>
    /// <param name="queue">One queue's name, or null for all that it is a member of.</param>
    /// <param name="penalty">The penalty, 0 or more; members with a lower one are called first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such queue, or it is no member; <see cref="AmiErrorCode.InvalidHeader"/>:
    /// the penalty is below 0; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void SetQueueMemberPenalty(
        this AmiSession session, string interfaceName, string? queue, int penalty, CancellationToken cancellation = default)
    {
        CheckPenalty(penalty);
        Set(session, new AmiAction("QueuePenalty"), interfaceName, queue, "Penalty", Text(penalty), cancellation);
    }

    /// <summary>Says whether a member is called while it is in another call.</summary>
    /// <param name="session">The session.</param>
    /// <param name="interfaceName">What is called to reach the member.</param>
    /// <param name="queue">One queue's name, or null for all that it is a member of.</param>
    /// <param name="ringInUse">Whether it is called then.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such queue, or it is no member; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void SetQueueMemberRingInUse(
        this AmiSession session, string interfaceName, string? queue, bool ringInUse, CancellationToken cancellation = default) =>
        Set(session, new AmiAction("QueueMemberRingInUse"), interfaceName, queue, "RingInUse", Text(ringInUse), cancellation);

    private static void Set(
        AmiSession session,
        AmiAction action,
        string interfaceName,
        string? queue,
        string name,
        string value,
        CancellationToken cancellation) =>
        session.Invoke(
            action.AddOptional("Queue", queue).Add("Interface", interfaceName).Add(name, value),
            "Invalid interface, queuename",
            "There is no such queue, or it is no member of it.",
            AmiErrorCode.NotFound,
            cancellation);

    // QueueAdd takes a penalty below zero for zero.
    private static void CheckPenalty(int penalty)
    {
        if (penalty < 0)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, $"The penalty {Text(penalty)} is below 0. Give 0 or more.");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool flag) => flag ? "true" : "false";
}
