using System;
using System.Globalization;

namespace AsteriskAmi.Session;

/// <summary>
/// Where to connect, in one line: ami://host:5038 and amis:// for AMI's own protocol, http:// and https:// for AMI over
/// HTTP.
/// </summary>
internal sealed class AmiUri
{
    private const string Forms = "Give ami://host:5038, amis://host:5039, http://host:8088 or https://host:8089; a path in front of rawman is http.conf's prefix.";

    private AmiUri(Uri uri)
    {
        switch (uri.Scheme)
        {
            case "ami":
            case "amis":
                UseTls = uri.Scheme == "amis";
                break;
            case "http":
            case "https":
                UseTls = uri.Scheme == "https";
                HttpPath = ManagerPath(uri);
                break;
            default:
                throw Invalid($"'{uri.Scheme}' is no way to a server.");
        }

        if (uri.Host.Length == 0)
        {
            throw Invalid("It names no host.");
        }

        if (uri.UserInfo.IndexOf(':') >= 0)
        {
            throw Invalid("It holds a password, which a history or a log would keep. Leave that out and give -Credential (Get-Credential).");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw Invalid($"It holds more than an address, behind '{(uri.Query.Length > 0 ? '?' : '#')}'. Leave that out.");
        }

        if (HttpPath is null && uri.AbsolutePath.Trim('/').Length > 0)
        {
            throw Invalid($"Only http:// and https:// have a path ('{uri.AbsolutePath}').");
        }

        ComputerName = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host.Trim('[', ']') : uri.Host;
        Port = uri.Port > 0 ? uri.Port : UseTls ? AmiConnectOptions.DefaultTlsPort : AmiConnectOptions.DefaultPort;
        UserName = uri.UserInfo.Length == 0 ? null : Uri.UnescapeDataString(uri.UserInfo);
    }

    internal string ComputerName { get; }

    internal int Port { get; }

    internal bool UseTls { get; }

    /// <summary>The path of rawman or arawman; null for AMI's own protocol.</summary>
    internal string? HttpPath { get; }

    /// <summary>The account; null when the URI names none.</summary>
    internal string? UserName { get; }

    /// <summary>Reads a URI.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.ConnectionFailed"/>: it names no server.</exception>
    internal static AmiUri Parse(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) > 0 && Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri)
            ? new AmiUri(uri)
            : throw Invalid("It does not begin as one. For a name and a port by themselves there are -ComputerName and -Port.");

    /// <summary>Writes where options lead.</summary>
    /// <returns>The URI; null for a name that cannot stand in one.</returns>
    internal static Uri? Of(AmiConnectOptions options)
    {
        string scheme = options.HttpPath is null ? (options.UseTls ? "amis" : "ami") : (options.UseTls ? "https" : "http");
        string host = options.ComputerName.IndexOf(':') >= 0 ? "[" + options.ComputerName + "]" : options.ComputerName;
        string text = string.Format(CultureInfo.InvariantCulture, "{0}://{1}:{2}{3}", scheme, host, options.Port, options.HttpPath ?? "/");
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? uri : null;
    }

    /// <summary>As much of a text as an error may show: a URI without what stands before the @, and behind a ? or #.</summary>
    internal static string WithoutSecrets(string text)
    {
        string shown = text.Split('?', '#')[0];
        int start = shown.IndexOf("://", StringComparison.Ordinal) + 3;
        int at = shown.LastIndexOf('@');
        return start >= 3 && at >= start ? shown.Remove(start, at + 1 - start) : shown;
    }

    /// <summary>The address of plain AMI text, whatever was given: a host, a prefix, or all of it.</summary>
    private static string ManagerPath(Uri uri)
    {
        string path = uri.AbsolutePath.TrimEnd('/');
        string last = path.Substring(path.LastIndexOf('/') + 1).ToLowerInvariant();
        return last switch
        {
            "rawman" or "arawman" => path,
            "manager" or "mxml" => throw Invalid($"'{path}' answers in HTML or XML. Give rawman in its place, or leave the word out."),
            "amanager" or "amxml" => throw Invalid($"'{path}' answers in HTML or XML. Give arawman in its place."),
            _ => path + "/rawman",
        };
    }

    // Never the whole text: what was put into it may be a secret.
    private static AmiException Invalid(string why) =>
        new(AmiErrorCode.ConnectionFailed, $"That is no URI of a server. {why} {Forms}");
}
