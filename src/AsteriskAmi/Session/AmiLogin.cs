using System;
using System.Globalization;
using System.Threading;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tracing;

namespace AsteriskAmi.Session;

/// <summary>Logs a new connection in: by MD5 challenge, or in clear where the server knows no challenge.</summary>
internal static class AmiLogin
{
    private static readonly TimeSpan _maskTime = TimeSpan.FromSeconds(2);

    // main/manager.c, authenticate: allowmultiplelogin=no.
    private const string InUse = "Login Already In Use";

    // main/manager.c, process_message: the answer to every action from then on.
    private const string ShuttingDown = "Asterisk is shutting down";

    /// <summary>The event mask with which no events flow.</summary>
    internal const string NoEvents = "off";

    /// <summary>The event mask with which all events flow that the account may see.</summary>
    internal const string AllEvents = "on";

    /// <param name="connection">The connection.</param>
    /// <param name="options">As whom.</param>
    /// <param name="mask">Which events shall flow from the login on; null for all that the account may see.</param>
    /// <param name="keepSecret">Whether to refuse to send the secret itself, which this server did not need before.</param>
    /// <param name="deadline">When it must be done.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether the secret itself was not sent.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.AuthenticationFailed"/>, <see cref="AmiErrorCode.Timeout"/>,
    /// <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    internal static bool Run(AmiConnection connection, AmiConnectOptions options, string? mask, bool keepSecret, Deadline deadline, CancellationToken cancellation)
    {
        if (connection.IsLoggedIn)
        {
            if (mask != NoEvents)
            {
                SetMask(connection, options, mask ?? AllEvents, deadline, cancellation);
            }

            return true;
        }

        // Over HTTP none are kept for the session unless it asks (main/manager.c, generic_http_callback).
        AmiAction login = new AmiAction("Login")
            .Add("Username", options.UserName)
            .AddOptional("Events", mask is null && !connection.PushesEvents ? AllEvents : mask);
        AmiMessage challenge = Ask(connection, options, new AmiAction("Challenge").Add("AuthType", "MD5"), deadline, cancellation);
        string? text = challenge.IsError ? null : challenge.GetHeader("Challenge");
        if (text is not null)
        {
            StepLog.Current?.Add($"Logging in as '{options.UserName}' by MD5 challenge.");
            login.Add("AuthType", "MD5").Add("Key", Md5.Hex(text + options.Secret));
        }
        else if (keepSecret)
        {
            throw new AmiException(
                AmiErrorCode.AuthenticationFailed,
                string.Format(
                    CultureInfo.InvariantCulture,
                    "{0}:{1} gives no MD5 challenge any more, which it did at first. The secret was not sent in clear: somebody else may be asking for it. If the server is the right one, connect anew with Connect-Ami.",
                    options.ComputerName,
                    options.Port),
                challenge);
        }
        else
        {
            StepLog.Current?.Add($"Logging in as '{options.UserName}' with the secret itself: the server gives no MD5 challenge.");
            login.Add("Secret", options.Secret);
        }

        AmiMessage answer = Ask(connection, options, login, deadline, cancellation);
        if (answer.IsError)
        {
            throw Refused(options, answer);
        }

        return text is not null;
    }

    /// <summary>Whether the login was refused because the account, which may log in only once, is logged in elsewhere.</summary>
    internal static bool IsInUseElsewhere(AmiException e) =>
        e.Answer is AmiMessage answer && Says(answer, InUse);

    private static void SetMask(AmiConnection connection, AmiConnectOptions options, string mask, Deadline deadline, CancellationToken cancellation)
    {
        try
        {
            Deadline limit = deadline.Left > _maskTime ? Deadline.After(_maskTime) : deadline;
            Ask(connection, options, new AmiAction("Events").Add("EventMask", mask), limit, cancellation);
        }
        catch (AmiException e) when (e.Code == AmiErrorCode.Timeout)
        {
            // With brokeneventsaction=yes there is no answer.
        }
    }

    /// <summary>Asks on a connection that is being set up.</summary>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ConnectionFailed"/> when the server is shutting down; <see cref="AmiErrorCode.Timeout"/>,
    /// <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    internal static AmiMessage Ask(AmiConnection connection, AmiConnectOptions options, AmiAction action, Deadline deadline, CancellationToken cancellation)
    {
        using AmiExchange exchange = connection.Send(action, cancellation);
        AmiMessage answer = exchange.WaitForAnswer(deadline.Left, cancellation);
        return !Says(answer, ShuttingDown) ? answer : throw new AmiException(
            AmiErrorCode.ConnectionFailed,
            string.Format(CultureInfo.InvariantCulture, "{0}:{1} is shutting down.", options.ComputerName, options.Port),
            answer);
    }

    private static bool Says(AmiMessage answer, string text) =>
        answer.IsError && answer.GetHeader("Message")?.StartsWith(text, StringComparison.OrdinalIgnoreCase) == true;

    private static AmiException Refused(AmiConnectOptions options, AmiMessage answer)
    {
        string message = answer.GetHeader("Message") ?? "no reason given";
        string cause = Says(answer, InUse)
            ? "The account is logged in elsewhere and manager.conf has allowmultiplelogin=no for it."
            : "Asterisk does not say which it is: an unknown user name, a wrong secret, an address that the account's permit and deny lines forbid, or a change to manager.conf that was not reloaded (manager reload). Test-AmiConnection tells how to find out.";
        return new AmiException(
            AmiErrorCode.AuthenticationFailed,
            string.Format(
                CultureInfo.InvariantCulture,
                "{0}:{1} refused the login of '{2}': {3}. {4}",
                options.ComputerName,
                options.Port,
                options.UserName,
                message,
                cause),
            answer);
    }
}
