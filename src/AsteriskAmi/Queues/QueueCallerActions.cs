using System.Globalization;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>What can be done to callers who wait in queues.</summary>
public static class QueueCallerActions
{
    /// <summary>Sets a caller's priority, and its place in the queue with it where the server can.</summary>
    /// <param name="session">The session.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="channel">The whole name of the caller's channel.</param>
    /// <param name="priority">The priority; callers with a higher one are served first. 0 is the usual one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such queue, or it does not wait there; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void SetQueueCallerPriority(
        this AmiSession session, string queue, string channel, int priority, CancellationToken cancellation = default) =>

        // Without Immediate, which came in 2023, the caller keeps its place, and only those who come later are put behind it.
        session.Invoke(
            new AmiAction("QueueChangePriorityCaller")
                .Add("Queue", queue)
                .Add("Caller", channel)
                .Add("Priority", priority.ToString(CultureInfo.InvariantCulture))
                .Add("Immediate", "true"),
            cancellation);

    /// <summary>Takes a caller out of its queue. The call goes on in the dialplan behind Queue, with QUEUESTATUS WITHDRAW.</summary>
    /// <param name="session">The session.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="channel">The whole name of the caller's channel.</param>
    /// <param name="withdrawInfo">What the dialplan finds in QUEUE_WITHDRAW_INFO; null for nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>: there is no such queue, or it does not wait there; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void RemoveQueueCaller(
        this AmiSession session, string queue, string channel, string? withdrawInfo = null, CancellationToken cancellation = default) =>
        session.Invoke(
            new AmiAction("QueueWithdrawCaller").Add("Queue", queue).Add("Caller", channel).AddOptional("WithdrawInfo", withdrawInfo),
            cancellation);
}
