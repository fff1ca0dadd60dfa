using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>
/// Where an endpoint is reached, as it was when the server was asked (actions PJSIPShowContacts and PJSIPShowEndpoint).
/// </summary>
public sealed class AmiContact
{
    private static readonly string[] _idMarks = { ";@", "@@" };

    // The two actions have names of their own for the same things.
    internal AmiContact(AmiMessage item, AmiSession session)
    {
        Id = item.GetHeader("ObjectName") ?? HeaderValue.Text(item, "ID");
        Endpoint = item.GetHeader("EndpointName") ?? HeaderValue.Text(item, "Endpoint");
        Aor = item.GetHeader("AOR") ?? Id.Split(_idMarks, 2, StringSplitOptions.None)[0];
        Uri = HeaderValue.Text(item, "Uri");
        Status = StatusOf(HeaderValue.Text(item, "Status"));
        RoundTrip = Status == AmiContactStatus.Reachable ? HeaderValue.Microseconds(item, "RoundtripUsec") : null;
        UserAgent = HeaderValue.Text(item, "UserAgent");
        Expires = HeaderValue.Moment(item, "ExpirationTime") ?? HeaderValue.Moment(item, "RegExpire");
        ViaAddress = item.GetHeader("ViaAddress") ?? Address(HeaderValue.Text(item, "ViaAddr"), HeaderValue.Integer(item, "ViaPort"));
        QualifyFrequency = HeaderValue.Seconds(item, "QualifyFrequency");
        QualifyTimeout = TimeSpan.FromSeconds(HeaderValue.Number(item, "QualifyTimeout"));
        Session = session;
    }

    /// <summary>The endpoint's name.</summary>
    public string Endpoint { get; }

    /// <summary>The name of the address of record that it belongs to.</summary>
    public string Aor { get; }

    /// <summary>Where calls go (sip:1001@192.0.2.7:5060).</summary>
    public string Uri { get; }

    /// <summary>Whether it answers.</summary>
    public AmiContactStatus Status { get; }

    /// <summary>How long it took to answer, to the microsecond; null unless it is reachable.</summary>
    public TimeSpan? RoundTrip { get; }

    /// <summary>What the telephone calls itself; empty when it did not say.</summary>
    public string UserAgent { get; }

    /// <summary>When its registration ends, in local time; null for never.</summary>
    public DateTime? Expires { get; }

    /// <summary>The address and port that it registered from; empty for one from the configuration.</summary>
    public string ViaAddress { get; }

    /// <summary>How often the server asks whether it is there; zero for never.</summary>
    public TimeSpan QualifyFrequency { get; }

    /// <summary>How long it may take to answer that; zero for as long as SIP allows, 32 seconds.</summary>
    public TimeSpan QualifyTimeout { get; }

    /// <summary>The server's own name for it.</summary>
    public string Id { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The contact's URI.</summary>
    /// <returns>The URI.</returns>
    public override string ToString() => Uri;

    internal static AmiContactStatus StatusOf(string text) =>
        Enum.TryParse(text, ignoreCase: true, out AmiContactStatus status) ? status : AmiContactStatus.Unknown;

    private static string Address(string host, int port) => host.Length == 0 || port == 0 ? host : $"{host}:{port}";
}
