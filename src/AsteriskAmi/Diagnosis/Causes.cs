using System.Net;

namespace AsteriskAmi.Diagnosis;

/// <summary>The likely causes of what the server itself does not explain, and what to do about them.</summary>
internal static class Causes
{
    /// <summary>The server took the connection and closed it without a word.</summary>
    internal const string NoBanner =
        "Asterisk closes so when more connections than authlimit (50 unless manager.conf says otherwise) wait for their login. A port forward, a tunnel or a proxy with nothing behind it does so too, and so does a port for TLS or HTTP. On the server, 'manager show settings' shows the ports that it listens on.";

    /// <summary>The connection ended, or nothing came, while the server had something to answer.</summary>
    internal const string Broken =
        "Asterisk may be stopping or restarting, or a firewall or proxy between cuts the connection. Look at the server's log for that moment.";

    /// <summary>The server did not answer in time.</summary>
    internal const string Busy =
        "The server took the connection and is too busy to answer, or hangs. On the server, look at the load, and at 'core show taskprocessors' for queues that grow. -TimeoutSeconds gives more time.";

    /// <summary>Asterisk gives the same answer to four faults (main/manager.c, authenticate).</summary>
    /// <param name="account">The account.</param>
    /// <param name="from">The address that the connection comes from.</param>
    internal static string Refused(string account, IPAddress? from)
    {
        string address = from is null ? "this computer" : $"{from} (this computer, unless a NAT is between)";
        return "Asterisk gives the same answer to four faults. In manager.conf: "
            + $"(1) is there a section [{account}]; (2) is its secret= the one that you gave; "
            + $"(3) do its permit=, deny= and acl= let in {address}; "
            + "(4) was 'manager reload' run after the last change? "
            + $"On the server, 'manager show user {account}' shows whether Asterisk knows the account and its access list, and the log says which fault it was.";
    }

    /// <summary>allowmultiplelogin=no.</summary>
    internal static string InUse(string account) =>
        $"[{account}] or [general] in manager.conf has allowmultiplelogin=no, and the account is logged in already, by another program or by a session of your own. 'manager show connected' shows from where. Log that one off, use another account, or set allowmultiplelogin=yes and run 'manager reload'.";

    /// <summary>What lies behind an error that ends the whole check; null for what the error itself says.</summary>
    internal static string? Of(AmiException e) => e.Code switch
    {
        AmiErrorCode.ConnectionLost => Broken,
        AmiErrorCode.Timeout => Busy,
        _ => null,
    };
}
