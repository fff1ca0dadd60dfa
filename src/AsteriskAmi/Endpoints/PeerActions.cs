using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>What can be asked of the peers of chan_sip and chan_iax2.</summary>
public static class PeerActions
{
    private const string UnknownAction = "Invalid/unknown command";

    /// <summary>Lists peers.</summary>
    /// <param name="session">The session.</param>
    /// <param name="technology">Those of one channel driver; null for those of all that the server has.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The peers, as they come.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: the server has not the channel driver, or none of them; and as for
    /// <see cref="AmiSession.InvokeList"/>.
    /// </exception>
    public static IEnumerable<AmiPeer> GetPeers(
        this AmiSession session, AmiPeerTechnology? technology = null, CancellationToken cancellation = default) =>
        technology is AmiPeerTechnology one
            ? List(session, one, cancellation)
            : ListAll(session, cancellation);

    private static IEnumerable<AmiPeer> ListAll(AmiSession session, CancellationToken cancellation)
    {
        IEnumerable<AmiPeer>? sip = OrNull(() => List(session, AmiPeerTechnology.Sip, cancellation));
        IEnumerable<AmiPeer>? iax = OrNull(() => List(session, AmiPeerTechnology.Iax2, cancellation));
        return sip is null && iax is null
            ? throw new AmiException(
                AmiErrorCode.ActionFailed,
                "The server has no peers: neither chan_sip nor chan_iax2 is loaded there. Telephones of PJSIP are endpoints: Get-AmiEndpoint lists them.")
            : (sip ?? Array.Empty<AmiPeer>()).Concat(iax ?? Array.Empty<AmiPeer>());
    }

    private static List<AmiPeer> List(AmiSession session, AmiPeerTechnology technology, CancellationToken cancellation) =>
        // The items of IAXpeers have no ActionID (channels/chan_iax2.c), those of IAXpeerlist have.
        session.InvokeList(new AmiAction(technology == AmiPeerTechnology.Sip ? "SIPpeers" : "IAXpeerlist"), cancellation)
            .Select(item => new AmiPeer(item, technology, session))
            .ToList();

    private static IEnumerable<AmiPeer>? OrNull(Func<IEnumerable<AmiPeer>> list)
    {
        try
        {
            return list();
        }
        catch (AmiException e) when (RefusalCure.IsRefusal(e, UnknownAction))
        {
            return null;
        }
    }
}
