using System;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Server;

/// <summary>Reads and steers a server as a whole.</summary>
public static class ServerActions
{
    // A refusal comes at once; no answer means that the server waits for its calls to end.
    private static readonly TimeSpan _refusalTime = TimeSpan.FromSeconds(5);

    /// <summary>Reads what the server is and since when it runs.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The server.</returns>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static AmiServer GetServer(this AmiSession session, CancellationToken cancellation = default) =>
        new(session.Invoke(new AmiAction("CoreSettings"), cancellation), session.Invoke(new AmiAction("CoreStatus"), cancellation), session);

    /// <summary>Lets the server begin new log files.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AmiException">As for <see cref="AmiSession.Invoke"/>.</exception>
    public static void RotateLogs(this AmiSession session, CancellationToken cancellation = default) =>
        session.Invoke(new AmiAction("LoggerRotate"), cancellation);

    /// <summary>Lets the server stop or restart. Asterisk answers nothing: its connections close when it goes.</summary>
    /// <param name="session">The session; its account needs the privilege command.</param>
    /// <param name="restart">Whether it is to come back.</param>
    /// <param name="pace">When.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether it has gone; false when it waits for its calls to end.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.PermissionDenied"/>, <see cref="AmiErrorCode.NotConnected"/>, and <see cref="AmiErrorCode.ActionFailed"/>
    /// for what the server refuses.
    /// </exception>
    public static bool Shutdown(this AmiSession session, bool restart, AmiShutdownPace pace, CancellationToken cancellation = default)
    {
        string command = (restart ? "core restart " : "core stop ") + pace switch
        {
            AmiShutdownPace.Now => "now",
            AmiShutdownPace.Gracefully => "gracefully",
            _ => "when convenient",
        };
        try
        {
            session.Invoke(new AmiAction("Command") { Timeout = _refusalTime }.Add("Command", command), cancellation);
            return false;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.ConnectionLost)
        {
            return true;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.Timeout)
        {
            return false;
        }
    }
}
