using System;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>Sends SIP NOTIFY messages to telephones.</summary>
public static class NotifyActions
{
    /// <summary>Sends a notification. Whether the telephone took it is not told.</summary>
    /// <param name="session">The session; its account needs write=system.</param>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.NotFound"/>; <see cref="AmiErrorCode.InvalidHeader"/>: it has no event, or a value cannot be sent;
    /// and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static void SendNotification(this AmiSession session, AmiNotification notification, CancellationToken cancellation = default)
    {
        if (notification is null)
        {
            throw new ArgumentNullException(nameof(notification));
        }

        session.Invoke(
            notification.ToAction(),
            "Could not create address",
            "There is no such peer, or it is not registered.",
            cancellation);
    }
}
