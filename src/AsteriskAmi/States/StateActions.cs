using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.States;

/// <summary>Asks for the states of devices, extensions and people.</summary>
public static class StateActions
{
    /// <summary>Lists the devices whose state the server has seen.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The devices, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiDevice> GetDevices(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("DeviceStateList"), cancellation).Select(item => new AmiDevice(item, session));

    /// <summary>Lists the extensions that have a hint.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The extensions, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiExtension> GetExtensions(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("ExtensionStateList"), cancellation).Select(item => new AmiExtension(item, session));

    /// <summary>Asks for one extension, which a hint with a pattern may be for.</summary>
    /// <param name="session">The session.</param>
    /// <param name="extension">The extension.</param>
    /// <param name="context">Its context in the dialplan.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The extension; null for one without a hint.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static AmiExtension? GetExtension(
        this AmiSession session, string extension, string context, CancellationToken cancellation = default)
    {
        var found = new AmiExtension(
            session.Invoke(new AmiAction("ExtensionState").Add("Exten", extension).Add("Context", context), cancellation), session);
        return found.Hint.Length > 0 ? found : null;
    }

    /// <summary>Lists the presences that the server has seen.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The presences, as they come.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.InvokeList"/>.</exception>
    public static IEnumerable<AmiPresence> GetPresences(this AmiSession session, CancellationToken cancellation = default) =>
        session.InvokeList(new AmiAction("PresenceStateList"), cancellation).Select(item => new AmiPresence(item, session));

    /// <summary>Asks for one presence, also one that nobody has asked for yet.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">The provider and its name for it: CustomPresence:1001.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The presence.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ActionFailed"/>: there is no such provider; and as for <see cref="AmiSession.Invoke"/>.
    /// </exception>
    public static AmiPresence GetPresence(this AmiSession session, string name, CancellationToken cancellation = default) =>
        new(
            session.Invoke(
                new AmiAction("PresenceState").Add("Provider", name),
                "Invalid provider",
                "A name is a provider and its name for somebody, as CustomPresence:1001.",
                cancellation),
            name,
            session);
}
