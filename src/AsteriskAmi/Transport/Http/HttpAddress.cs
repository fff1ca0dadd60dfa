using System;
using System.Globalization;

namespace AsteriskAmi.Transport.Http;

/// <summary>Where a server's manager is to be had over HTTP.</summary>
internal sealed class HttpAddress
{
    /// <param name="host">The host's name or address.</param>
    /// <param name="port">The port.</param>
    /// <param name="path">The path, which ends in rawman or arawman.</param>
    /// <param name="isEncrypted">Whether it is spoken to by TLS.</param>
    internal HttpAddress(string host, int port, string path, bool isEncrypted)
    {
        Host = host;
        Where = string.Format(CultureInfo.InvariantCulture, "{0}:{1}", host, port);
        Authority = string.Format(CultureInfo.InvariantCulture, host.IndexOf(':') >= 0 ? "[{0}]:{1}" : "{0}:{1}", host, port);
        Path = path;
        IsEncrypted = isEncrypted;
    }

    internal string Host { get; }

    /// <summary>The host and port as other errors write them.</summary>
    internal string Where { get; }

    /// <summary>The host and port as they stand in a URL.</summary>
    internal string Authority { get; }

    internal string Path { get; }

    internal bool IsEncrypted { get; }

    /// <summary>Whether each request proves by digest who it comes from; otherwise a Login opens a session with a cookie.</summary>
    internal bool UsesDigest => Path.EndsWith("/arawman", StringComparison.OrdinalIgnoreCase);

    /// <summary>The whole URL.</summary>
    /// <returns>The URL.</returns>
    public override string ToString() => (IsEncrypted ? "https://" : "http://") + Authority + Path;
}
