using System;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Session;

/// <summary>Where to connect, and as whom.</summary>
public sealed class AmiConnectOptions
{
    /// <summary>The port that Asterisk's manager.conf uses unless told otherwise.</summary>
    public const int DefaultPort = 5038;

    /// <summary>Creates options.</summary>
    /// <param name="userName">The account: a section of manager.conf.</param>
    /// <param name="secret">Its secret. It stays in memory for the login only as long as these options do.</param>
    public AmiConnectOptions(string userName, string secret)
    {
        UserName = userName ?? throw new ArgumentNullException(nameof(userName));
        Secret = secret ?? throw new ArgumentNullException(nameof(secret));
    }

    /// <summary>The account.</summary>
    public string UserName { get; }

    /// <summary>The server's name or address; localhost unless set.</summary>
    public string ComputerName { get; set; } = "localhost";

    /// <summary>The server's port, 1 to 65535; 5038 unless set.</summary>
    public int Port { get; set; } = DefaultPort;

    /// <summary>A name for the session, or null to have one made.</summary>
    public string? Name { get; set; }

    /// <summary>How long connecting and logging in may take together; 10 seconds unless set.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may stay silent while an action waits for it; 10 seconds unless set.</summary>
    public TimeSpan ActionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message to take, in bytes; 16 MiB unless set. A larger one ends the session.</summary>
    public int MaxMessageBytes { get; set; } = AmiMessageReader.DefaultMaxMessageBytes;

    internal string Secret { get; }
}
