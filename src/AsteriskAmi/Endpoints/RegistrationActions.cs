using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>What can be asked of PJSIP registrations and done to them.</summary>
public static class RegistrationActions
{
    /// <summary>Lists registrations.</summary>
    /// <param name="session">The session.</param>
    /// <param name="direction">Inbound or outbound ones; null for both.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The registrations, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiRegistration> GetRegistrations(
        this AmiSession session, AmiRegistrationDirection? direction = null, CancellationToken cancellation = default)
    {
        IEnumerable<AmiRegistration> inbound = List(
            session, "PJSIPShowRegistrationInboundContactStatuses", "ContactStatusDetail", AmiRegistrationDirection.Inbound, cancellation);
        IEnumerable<AmiRegistration> outbound = List(
            session, "PJSIPShowRegistrationsOutbound", "OutboundRegistrationDetail", AmiRegistrationDirection.Outbound, cancellation);
        return direction switch
        {
            AmiRegistrationDirection.Inbound => inbound,
            AmiRegistrationDirection.Outbound => outbound,
            _ => inbound.Concat(outbound),
        };
    }

    /// <summary>Registers the server with another again, as soon as the random delay of its configuration has passed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">The name of the outbound registration.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void Register(this AmiSession session, string name, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("PJSIPRegister").Add("Registration", Checked(name)), cancellation);

    /// <summary>Ends the server's registration with another, until it is told to register again or its configuration is loaded.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">The name of the outbound registration.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.NotFound"/>, and as for <see cref="AmiSession.Invoke"/>.</exception>
    public static void Unregister(this AmiSession session, string name, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("PJSIPUnregister").Add("Registration", Checked(name)), cancellation);

    // An item of class auth stands behind each outbound one that logs in.
    private static IEnumerable<AmiRegistration> List(
        AmiSession session, string action, string itemName, AmiRegistrationDirection direction, CancellationToken cancellation) =>
        session.InvokeList(new AmiAction(action), cancellation)
            .Where(item => item.EventName == itemName)
            .Select(item => new AmiRegistration(item, direction, session));

    // "*all" is all of them (res/res_pjsip_outbound_registration.c): one name must not turn into that.
    private static string Checked(string name) => name?.IndexOf('*') >= 0
        ? throw new AmiException(
            AmiErrorCode.InvalidHeader, $"'{name}' is no name of one registration. Give the name of each, or pipe in those of Get-AmiRegistration.")
        : name!;
}
