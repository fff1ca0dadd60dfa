using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Calls;
using AsteriskAmi.Parking;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;

namespace AsteriskAmi.Live;

/// <summary>What a server says of its calls when it is asked.</summary>
internal sealed class CallLists
{
    internal CallLists(
        IReadOnlyList<AmiChannel> channels, IReadOnlyDictionary<string, string> queues, IReadOnlyDictionary<string, string> spaces)
    {
        Channels = channels;
        Queues = queues;
        Spaces = spaces;
    }

    internal IReadOnlyList<AmiChannel> Channels { get; }

    /// <summary>The queue that a channel waits in, by its unique id.</summary>
    internal IReadOnlyDictionary<string, string> Queues { get; }

    /// <summary>The parking space that a channel waits in, by its unique id.</summary>
    internal IReadOnlyDictionary<string, string> Spaces { get; }

    internal static CallLists Read(AmiSession session, CancellationToken cancellation)
    {
        // The channels last: what the other lists say of a channel that has moved on meanwhile is put right by events.
        var spaces = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (AmiParkedCall parked in IfLoaded(() => session.GetParkedCalls(null, cancellation)))
        {
            spaces[parked.Uniqueid] = parked.ParkingSpace;
        }

        var queues = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (AmiQueueCaller caller in IfLoaded(() => session.GetQueues(null, cancellation).SelectMany(queue => queue.Callers)))
        {
            queues[caller.Uniqueid] = caller.Queue;
        }

        return new CallLists(session.GetChannels(cancellation).ToArray(), queues, spaces);
    }

    /// <summary>A list of a module that a server need not have; none where it has not.</summary>
    private static T[] IfLoaded<T>(Func<IEnumerable<T>> list)
    {
        try
        {
            return list().ToArray();
        }
        catch (AmiException e) when (e.Code is AmiErrorCode.ActionFailed or AmiErrorCode.NotFound or AmiErrorCode.PermissionDenied)
        {
            // What the server does not have, or does not tell this account, it does not send events of either.
            return Array.Empty<T>();
        }
    }
}
