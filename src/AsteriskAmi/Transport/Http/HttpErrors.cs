using System;
using System.Globalization;
using System.Net.Sockets;

namespace AsteriskAmi.Transport.Http;

/// <summary>What can go wrong over HTTP, with culprit and cure.</summary>
internal static class HttpErrors
{
    private const int LongestShown = 60;

    internal static AmiException CannotConnect(HttpAddress address, AmiException e) =>
        e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
            ? new AmiException(
                e.Code,
                $"Cannot connect to {address.Where}: nothing listens there. Check the port (8088, or 8089 with TLS, unless http.conf says otherwise), that Asterisk runs, and that http.conf has {(address.IsEncrypted ? "enabled=yes, tlsenable=yes and a tlsbindaddr" : "enabled=yes and a bindaddr")} that you can reach.",
                e)
            : e;

    /// <summary>The server closed, or broke off, before it answered at all.</summary>
    internal static AmiException NeverAnswered(HttpAddress address, Exception? e) => new(
        AmiErrorCode.ConnectionFailed,
        $"{address.Where} closed the connection without an answer{(e is null ? string.Empty : " (" + e.Message.TrimEnd('.') + ")")}. {(address.IsEncrypted ? "Asterisk" : "A TLS port does so: then give https:// in place of http://. Asterisk")} does so past http.conf's sessionlimit.",
        e);

    /// <summary>The server, which had answered before, closed or broke off before it answered an action.</summary>
    internal static AmiException NoAnswer(HttpAction action, Exception? e) => new(
        AmiErrorCode.ConnectionLost,
        $"it closed the connection without an answer to {action.Name}{(e is null ? string.Empty : " (" + e.Message.TrimEnd('.') + ")")}, so that it is not known whether that was carried out",
        e);

    /// <summary>An answer broke off in its middle.</summary>
    internal static AmiException BrokenAnswer(string who, HttpAction action, Exception e) => new(
        AmiErrorCode.ConnectionFailed,
        $"{who} closed the connection in the middle of its answer to {action.Name}.",
        e);

    internal static AmiException TooSlow(string who, HttpAction action, TimeSpan waited, Exception e) => new(
        AmiErrorCode.Timeout,
        string.Format(CultureInfo.InvariantCulture, "{0} did not answer {1} within {2:0.###} s.", who, action.Name, waited.TotalSeconds),
        e);

    /// <summary>What came is not HTTP.</summary>
    internal static AmiException NotHttp(HttpAddress address, string who, string came, Exception e)
    {
        string cure = came.Contains("Call Manager/")
            ? $"That is an AMI port: give it with -ComputerName and -Port, or as -Uri {(address.IsEncrypted ? "amis" : "ami")}://{address.Authority}."
            : came.Length > 0 && came[0] is >= '\x14' and <= '\x17'
            ? $"That looks like TLS: give -Uri https://{address.Authority}."
            : "Check the port (8088, or 8089 with TLS, unless http.conf says otherwise).";
        return new AmiException(AmiErrorCode.ProtocolError, $"{who} does not speak HTTP: it answers with '{Shown(came)}'. {cure}", e);
    }

    /// <summary>What answers is not Asterisk's manager.</summary>
    internal static AmiException NotAsterisk(HttpAddress address, HttpReply reply) => new(
        AmiErrorCode.ProtocolError,
        $"{address} answers ({Who(reply)}), but not as Asterisk's manager does. Check the address; the path is that of http.conf's prefix and then /rawman.");

    /// <summary>The server refused the request with a status.</summary>
    internal static AmiException Status(HttpAddress address, HttpReply reply)
    {
        string answer = $"{address} answers {reply.Status} {Shown(reply.Reason)} ({Who(reply)})";
        string cure = reply.Status switch
        {
            404 => "Either the path is wrong (http.conf's prefix, then /rawman or /arawman), or manager.conf lacks webenabled=yes, or Asterisk is still starting.",
            401 => "It asks for credentials of its own, as a proxy before Asterisk may; only the digest of Asterisk's /arawman can be answered.",
            403 => "An access list forbids this address: the account's permit and deny lines in manager.conf, one of http.conf, or a proxy's.",
            413 => "The action is too long for this server: 40,960 bytes as a request, 4,096 in Asterisk 13 and 14. Send it in several actions, or connect to the AMI port.",
            >= 300 and < 400 => $"It sends elsewhere: {Elsewhere(reply)}. If that is the server, give its address.",
            503 => "Asterisk is shutting down, or a proxy cannot reach it.",
            _ => "Asterisk's log may say more.",
        };
        return new AmiException(AmiErrorCode.ConnectionFailed, $"{answer}. {cure}");
    }

    /// <summary>Where a reply sends to, without what may be a secret behind the path.</summary>
    private static string Elsewhere(HttpReply reply) =>
        reply["Location"] is string location ? Shown(location.Split('?')[0]) : "it does not say where";

    /// <summary>The server refused the digest.</summary>
    internal static AmiException WrongSecret(HttpAddress address, string user) => new(
        AmiErrorCode.AuthenticationFailed,
        $"{address} refused the login of '{user}'. Asterisk does not say which it is: an unknown user name, a wrong secret, or a change to manager.conf that was not reloaded (manager reload).");

    /// <summary>The session on the server is gone; the request that showed it was not carried out.</summary>
    internal static AmiException Expired(HttpAction action, TimeSpan lifetime) => new(
        AmiErrorCode.ConnectionLost,
        string.Format(
            CultureInfo.InvariantCulture,
            "the server no longer knows the session, and did not carry {0} out. Either nothing was asked for longer than manager.conf's httptimeout ({1:0} s), or Asterisk was restarted",
            action.Name,
            lifetime.TotalSeconds));

    /// <summary>The session on the server is gone, with what it knew: filters, and events that nobody fetched.</summary>
    internal static AmiException Replaced() => new(
        AmiErrorCode.ConnectionLost,
        "the server had forgotten the session and made another. Either nothing was asked for longer than manager.conf's httptimeout, or Asterisk was restarted");

    private static string Who(HttpReply reply) => reply["Server"] is { Length: > 0 } server ? Shown(server) : "it does not say what it is";

    private static string Shown(string text)
    {
        char[] shown = (text.Length > LongestShown ? text.Substring(0, LongestShown) + "..." : text).ToCharArray();
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = char.IsControl(shown[i]) ? '?' : shown[i];
        }

        return new string(shown);
    }
}
