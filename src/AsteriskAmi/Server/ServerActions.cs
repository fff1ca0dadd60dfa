using System;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Server;

/// <summary>Reads and steers a server as a whole.</summary>
public static class ServerActions
{
    // A refusal comes at once, and so does the end of a server that has no calls.
    private static readonly TimeSpan _refusalTime = TimeSpan.FromSeconds(5);

    // Channels have 15 seconds to end (main/asterisk.c, SHUTDOWN_TIMEOUT), and then the modules are unloaded.
    private static readonly TimeSpan _endTime = TimeSpan.FromSeconds(30);

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
    /// <see cref="AmiErrorCode.PermissionDenied"/>, <see cref="AmiErrorCode.NotConnected"/>; <see cref="AmiErrorCode.ActionFailed"/>
    /// for what the server refuses or ignores; and <see cref="AmiErrorCode.Timeout"/> when it neither goes nor says that it waits.
    /// </exception>
    public static bool Shutdown(this AmiSession session, bool restart, AmiShutdownPace pace, CancellationToken cancellation = default)
    {
        string command = (restart ? "core restart " : "core stop ") + pace switch
        {
            AmiShutdownPace.Now => "now",
            AmiShutdownPace.Gracefully => "gracefully",
            _ => "when convenient",
        };
        AmiAction action = new AmiAction("Command").Add("Command", command);

        // Until it goes, the server neither answers nor sends events on the connection that the command came by.
        using AmiExchange exchange = session.Start(action, null, cancellation, aside: true);
        try
        {
            if (!IsAnswered(exchange, _refusalTime, cancellation))
            {
                // A restarted server answers the question too.
                if (Waits(session, pace, cancellation) && !exchange.IsAnswered)
                {
                    return false;
                }

                if (!IsAnswered(exchange, _endTime, cancellation))
                {
                    throw Unknown(session);
                }
            }

            session.Checked(action, exchange.WaitForAnswer(_refusalTime, cancellation));
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.ConnectionLost)
        {
            return true;
        }

        throw new AmiException(
            AmiErrorCode.ActionFailed,
            $"The server ignored '{command}': it is to stop or restart already, or was told meanwhile to go on. 'core abort shutdown' takes back what it is to do.");
    }

    private static bool IsAnswered(AmiExchange exchange, TimeSpan time, CancellationToken cancellation)
    {
        try
        {
            exchange.WaitForAnswer(time, cancellation);
            return true;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.Timeout)
        {
            return false;
        }
    }

    // A server that waits for an idle moment answers everything else; one that lets its calls end refuses it.
    private static bool Waits(AmiSession session, AmiShutdownPace pace, CancellationToken cancellation)
    {
        try
        {
            session.Invoke(new AmiAction("CoreStatus") { Timeout = _refusalTime }, cancellation);
            return pace == AmiShutdownPace.WhenConvenient;
        }
        catch (AmiException e) when (e.Answer?.GetHeader("Message")?.IndexOf("shutting down", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return pace == AmiShutdownPace.Gracefully;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.PermissionDenied)
        {
            return pace == AmiShutdownPace.WhenConvenient;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.NotConnected)
        {
            return false;
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.Timeout)
        {
            throw Unknown(session);
        }
    }

    private static AmiException Unknown(AmiSession session) => new(
        AmiErrorCode.Timeout,
        $"'{session.Name}' got the command, and has neither gone nor shown since that it waits for its calls to end. Test-AmiConnection tells whether it answers.");
}
