using System;
using System.Globalization;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>A peer of chan_sip or chan_iax2, as it was when the server was asked (actions SIPpeers and IAXpeerlist).</summary>
public sealed class AmiPeer
{
    internal AmiPeer(AmiMessage item, AmiPeerTechnology technology, AmiSession session)
    {
        Name = HeaderValue.Text(item, "ObjectName");
        Technology = technology;
        string status = HeaderValue.Text(item, "Status");
        Status = Enum.TryParse(status.Split(' ')[0], ignoreCase: true, out AmiPeerStatus known) ? known : AmiPeerStatus.Unknown;
        RoundTrip = MillisecondsIn(status);
        Address = AddressOf(HeaderValue.Text(item, "IPaddress"));
        Port = (HeaderValue.OptionalInteger(item, "IPport") ?? HeaderValue.OptionalInteger(item, "Port")) is int port and > 0 ? port : null;
        IsDynamic = HeaderValue.Flag(item, "Dynamic");
        Description = HeaderValue.Text(item, "Description");
        Session = session;
    }

    /// <summary>The peer's name.</summary>
    public string Name { get; }

    /// <summary>The channel driver that it belongs to.</summary>
    public AmiPeerTechnology Technology { get; }

    /// <summary>What is called to reach it, and its device: SIP/1001, IAX2/office.</summary>
    public string Interface => $"{Technology.ToString().ToUpperInvariant()}/{Name}";

    /// <summary>Whether it answers.</summary>
    public AmiPeerStatus Status { get; }

    /// <summary>How long it took to answer, in whole milliseconds; null where that is not known.</summary>
    public TimeSpan? RoundTrip { get; }

    /// <summary>Its address; empty when it is not registered.</summary>
    public string Address { get; }

    /// <summary>Its port; null when it is not registered.</summary>
    public int? Port { get; }

    /// <summary>Whether it registers, and so may be anywhere.</summary>
    public bool IsDynamic { get; }

    /// <summary>What the configuration says of it; empty where the server does not tell (IAX2).</summary>
    public string Description { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The peer's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    // "-none-" of chan_sip, "(null)" and "(Unspecified)" of chan_iax2.
    private static string AddressOf(string text) => text.Length > 0 && text[0] is '-' or '(' ? string.Empty : text;

    // "OK (12 ms)".
    private static TimeSpan? MillisecondsIn(string status)
    {
        int open = status.IndexOf('(');
        return open >= 0
            && int.TryParse(status.Substring(open + 1).Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
    }
}
