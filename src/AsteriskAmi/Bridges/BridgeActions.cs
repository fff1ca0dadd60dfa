using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Bridges;

/// <summary>What can be asked of bridges and done to them.</summary>
public static class BridgeActions
{
    /// <summary>Lists bridges with the channels in them.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isWanted">Tells by a bridge's id whether it is wanted; null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The bridges, one after the other: each is asked for its channels.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiBridge> GetBridges(
        this AmiSession session, Func<string, bool>? isWanted = null, CancellationToken cancellation = default)
    {
        foreach (AmiMessage item in session.InvokeList(new AmiAction("BridgeList"), cancellation))
        {
            string id = HeaderValue.Text(item, "BridgeUniqueid");
            if (isWanted?.Invoke(id) != false && ChannelsIn(session, id, cancellation) is { } channels)
            {
                yield return new AmiBridge(item, channels, session);
            }
        }
    }

    /// <summary>Ends a bridge. Its channels go on in the dialplan, or are hung up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="bridgeId">The bridge's id.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void RemoveBridge(this AmiSession session, string bridgeId, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("BridgeDestroy").Add("BridgeUniqueid", bridgeId), cancellation);

    /// <summary>Takes a channel out of its bridge. It goes on in the dialplan, or is hung up.</summary>
    /// <param name="session">The session.</param>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    /// <param name="bridgeId">The bridge that it must be in; null for whatever it is in.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.ActionFailed"/>: it is in no bridge, or in another; and as for
    /// <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void RemoveFromBridge(
        this AmiSession session, string channel, string? bridgeId = null, CancellationToken cancellation = default) =>
        session.Invoke(
            new AmiAction("BridgeKick").AddOptional("BridgeUniqueid", bridgeId).Add("Channel", channel), cancellation);

    private static List<AmiBridgeChannel>? ChannelsIn(AmiSession session, string bridgeId, CancellationToken cancellation)
    {
        try
        {
            return session.InvokeList(new AmiAction("BridgeInfo").Add("BridgeUniqueid", bridgeId), cancellation)
                .Select(item => new AmiBridgeChannel(item, bridgeId, session))
                .ToList();
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            // It ended since it was listed.
            return null;
        }
    }
}
