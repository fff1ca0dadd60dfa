using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>Logs a new connection in: by MD5 challenge, or in clear where the server knows no challenge.</summary>
internal static class AmiLogin
{
    // main/manager.c, authenticate: allowmultiplelogin=no.
    private const string InUse = "Login Already In Use";

    /// <param name="connection">The connection.</param>
    /// <param name="options">As whom.</param>
    /// <param name="withEvents">Whether events shall flow from the login on.</param>
    /// <param name="deadline">When it must be done.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether the secret itself was not sent.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.AuthenticationFailed"/>, <see cref="AmiErrorCode.Timeout"/>,
    /// <see cref="AmiErrorCode.ConnectionLost"/>.
    /// </exception>
    internal static bool Run(AmiConnection connection, AmiConnectOptions options, bool withEvents, Deadline deadline, CancellationToken cancellation)
    {
        AmiAction login = new AmiAction("Login").Add("Username", options.UserName);
        if (!withEvents)
        {
            login.Add("Events", "off");
        }

        AmiMessage challenge = Ask(connection, new AmiAction("Challenge").Add("AuthType", "MD5"), deadline, cancellation);
        string? text = challenge.IsError ? null : challenge.GetHeader("Challenge");
        if (text is not null)
        {
            login.Add("AuthType", "MD5").Add("Key", Md5Hex(text + options.Secret));
        }
        else
        {
            login.Add("Secret", options.Secret);
        }

        AmiMessage answer = Ask(connection, login, deadline, cancellation);
        if (answer.IsError)
        {
            throw Refused(options, answer);
        }

        return text is not null;
    }

    /// <summary>Whether the login was refused because the account, which may log in only once, is logged in elsewhere.</summary>
    internal static bool IsInUseElsewhere(AmiException e) =>
        e.Answer?.GetHeader("Message")?.StartsWith(InUse, StringComparison.OrdinalIgnoreCase) == true;

    private static AmiMessage Ask(AmiConnection connection, AmiAction action, Deadline deadline, CancellationToken cancellation)
    {
        using AmiExchange exchange = connection.Send(action, null, cancellation);
        return exchange.WaitForAnswer(deadline.Left, cancellation);
    }

    private static AmiException Refused(AmiConnectOptions options, AmiMessage answer)
    {
        string message = answer.GetHeader("Message") ?? "no reason given";
        string cause = message.StartsWith(InUse, StringComparison.OrdinalIgnoreCase)
            ? "The account is logged in elsewhere and manager.conf has allowmultiplelogin=no for it."
            : "Asterisk does not say which it is: an unknown user name, a wrong secret, an address that the account's permit and deny lines forbid, or a change to manager.conf that was not reloaded (manager reload).";
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

    private static string Md5Hex(string text)
    {
        // The protocol asks for MD5 (Asterisk, main/manager.c, authenticate); there is no stronger challenge.
#pragma warning disable CA5351
        using var md5 = MD5.Create();
        byte[] hash = md5.ComputeHash(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
        var hex = new StringBuilder(hash.Length * 2);
        foreach (byte b in hash)
        {
            hex.Append(b.ToString("x2", CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }
}
