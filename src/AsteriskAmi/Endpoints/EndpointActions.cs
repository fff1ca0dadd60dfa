using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>What can be asked of PJSIP endpoints.</summary>
public static class EndpointActions
{
    /// <summary>Lists the endpoints.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The endpoints, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiEndpoint> GetEndpoints(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("PJSIPShowEndpoints"), cancellation).Select(item => new AmiEndpoint(item, session));

    /// <summary>Reads an endpoint with all that belongs to it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">The endpoint's name.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.InvokeList"/>.</exception>
    public static AmiEndpointDetail GetEndpoint(this AmiSession session, string name, CancellationToken cancellation = default)
    {
        List<AmiMessage> items = session.InvokeList(new AmiAction("PJSIPShowEndpoint").Add("Endpoint", name), cancellation).ToList();
        AmiMessage endpoint = items.Find(item => item.EventName == "EndpointDetail")
            ?? throw new AmiException(AmiErrorCode.ProtocolError, $"The server's answer about endpoint '{name}' does not describe it.");
        return new AmiEndpointDetail(items, endpoint, session);
    }

    /// <summary>Reads endpoints with all that belongs to them; each is asked for.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isWanted">Tells by an endpoint's name whether it is wanted; null for all.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The endpoints, one after the other.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiEndpointDetail> GetEndpointDetails(
        this AmiSession session, Func<string, bool>? isWanted = null, CancellationToken cancellation = default)
    {
        foreach (AmiEndpoint endpoint in session.GetEndpoints(cancellation))
        {
            if (isWanted?.Invoke(endpoint.Name) != false)
            {
                foreach (AmiEndpointDetail detail in session.FindEndpoint(endpoint.Name, cancellation))
                {
                    yield return detail;
                }
            }
        }
    }

    /// <summary>Lists the contacts: where endpoints are reached.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The contacts, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiContact> GetContacts(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("PJSIPShowContacts"), "No Contacts found", cancellation)
            .Select(item => new AmiContact(item, session));

    /// <summary>As <see cref="GetEndpoint"/>; an endpoint that is not there gives none.</summary>
    internal static IReadOnlyList<AmiEndpointDetail> FindEndpoint(this AmiSession session, string name, CancellationToken cancellation)
    {
        try
        {
            return new[] { session.GetEndpoint(name, cancellation) };
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotFound)
        {
            return Array.Empty<AmiEndpointDetail>();
        }
    }
}
