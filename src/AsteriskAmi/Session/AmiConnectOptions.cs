using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Transport;

namespace AsteriskAmi.Session;

/// <summary>Where to connect, and as whom.</summary>
public sealed class AmiConnectOptions
{
    /// <summary>The port that Asterisk's manager.conf uses unless told otherwise.</summary>
    public const int DefaultPort = 5038;

    /// <summary>How many connections a session may open beside its first unless told otherwise.</summary>
    public const int DefaultPoolSize = 2;

    /// <summary>The port that Asterisk's manager.conf uses for TLS unless told otherwise.</summary>
    public const int DefaultTlsPort = 5039;

    private int? _port;

    /// <summary>Creates options.</summary>
    /// <param name="userName">The account: a section of manager.conf.</param>
    /// <param name="secret">Its secret. It stays in memory for the login only as long as these options do.</param>
    public AmiConnectOptions(string userName, string secret)
    {
        UserName = userName ?? throw new ArgumentNullException(nameof(userName));
        Secret = secret ?? throw new ArgumentNullException(nameof(secret));
    }

    /// <summary>Makes options that lead where a URI says.</summary>
    /// <param name="uri">
    /// ami://host:5038 or amis://host:5039; http://host:8088 or https://host:8089 with http.conf's prefix as the path,
    /// if it has one. Without a port: 5038, 5039, 80 and 443. A path that ends in /arawman proves the account by digest.
    /// </param>
    /// <param name="userName">The account; null for the one before the @ of the URI.</param>
    /// <param name="secret">Its secret.</param>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.ConnectionFailed"/>: that is no URI of a server, or it names another account.
    /// </exception>
    public static AmiConnectOptions ForUri(string uri, string? userName, string secret)
    {
        AmiUri parsed = AmiUri.Parse(uri ?? throw new ArgumentNullException(nameof(uri)));
        if (parsed.UserName is not null && !string.IsNullOrEmpty(userName) && parsed.UserName != userName)
        {
            throw new AmiException(
                AmiErrorCode.ConnectionFailed,
                $"The URI names the account '{parsed.UserName}', the credential '{userName}'. Leave the account out of the URI.");
        }

        return new AmiConnectOptions(parsed.UserName ?? userName ?? string.Empty, secret)
        {
            ComputerName = parsed.ComputerName,
            Port = parsed.Port,
            UseTls = parsed.UseTls,
            HttpPath = parsed.HttpPath,
        };
    }

    /// <summary>The account.</summary>
    public string UserName { get; }

    /// <summary>The server's name or address; localhost unless set.</summary>
    public string ComputerName { get; set; } = "localhost";

    /// <summary>The server's port, 1 to 65535; 5038 unless set, 5039 with <see cref="UseTls"/>.</summary>
    public int Port
    {
        get => _port ?? (UseTls ? DefaultTlsPort : DefaultPort);
        set => _port = value;
    }

    /// <summary>
    /// Whether the connection is encrypted; no unless set. The server's certificate must then be valid, carry the name of
    /// <see cref="ComputerName"/>, and come from an authority that the system trusts, unless one of
    /// <see cref="CACertificate"/>, <see cref="CertificateThumbprint"/> and <see cref="SkipCertificateCheck"/> is set.
    /// </summary>
    public bool UseTls { get; set; }

    /// <summary>
    /// A PEM file with the certificates of the only authorities to trust; null for those of the system. It is read at
    /// every connection.
    /// </summary>
    public string? CACertificate { get; set; }

    /// <summary>
    /// The thumbprint of the only certificate to take, whatever else it says: SHA-256 or SHA-1 in hexadecimal digits,
    /// colons and spaces allowed; null for none.
    /// </summary>
    public string? CertificateThumbprint { get; set; }

    /// <summary>Whether to take any certificate: whoever can divert the traffic can then read and change it.</summary>
    public bool SkipCertificateCheck { get; set; }

    /// <summary>
    /// The path of rawman or arawman, for AMI over HTTP; null for AMI's own protocol. <see cref="ForUri"/> sets it.
    /// </summary>
    public string? HttpPath { get; private set; }

    /// <summary>A name for the session, or null to have one made.</summary>
    public string? Name { get; set; }

    /// <summary>How long connecting and logging in may take together; 10 seconds unless set.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may stay silent while an action waits for it; 10 seconds unless set.</summary>
    public TimeSpan ActionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest message to take, in bytes; 16 MiB unless set. A larger one ends the session.</summary>
    public int MaxMessageBytes { get; set; } = AmiMessageReader.DefaultMaxMessageBytes;

    /// <summary>
    /// Whether the session connects again by itself when it has lost its connection, and restores its login, event mask,
    /// filters and subscriptions; no unless set.
    /// </summary>
    public bool Reconnect { get; set; }

    /// <summary>
    /// How long to try to connect again before the session is given up; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>,
    /// without end, unless set.
    /// </summary>
    public TimeSpan MaxReconnectTime { get; set; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long the server may stay silent before it is asked with a Ping whether it is still there; 30 seconds unless
    /// set, <see cref="TimeSpan.Zero"/> for never. A server that does not answer it within <see cref="ActionTimeout"/> is
    /// taken for lost.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many connections a session may open beside its first for actions that would have to wait behind another,
    /// 0 to 64; 2 unless set. They are opened on demand and closed after a minute without work.
    /// </summary>
    public int PoolSize { get; set; } = DefaultPoolSize;

    /// <summary>How many actions a second the session may send, all its users together; 0, without limit, unless set.</summary>
    public int MaxActionsPerSecond { get; set; }

    /// <summary>How long the server may take no bytes before the connection is given up; 5 seconds unless set.</summary>
    internal TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long closing waits for the server's goodbye; half a second unless set.</summary>
    internal TimeSpan GoodbyeTime { get; set; } = TimeSpan.FromMilliseconds(500);

    internal string Secret { get; }

    /// <summary>Is told how far each connection has come; null for nobody.</summary>
    internal IConnectWatcher? Watcher { get; set; }

    internal AmiConnectOptions Copy() => (AmiConnectOptions)MemberwiseClone();
}
