using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>
/// A PJSIP registration, as it was when the server was asked (actions PJSIPShowRegistrationInboundContactStatuses and
/// PJSIPShowRegistrationsOutbound).
/// </summary>
public sealed class AmiRegistration
{
    internal AmiRegistration(AmiMessage item, AmiRegistrationDirection direction, AmiSession session)
    {
        Direction = direction;
        Session = session;
        if (direction == AmiRegistrationDirection.Inbound)
        {
            Name = HeaderValue.Text(item, "AOR");
            Status = AmiRegistrationStatus.Registered;
            Uri = HeaderValue.Text(item, "URI");
            Server = string.Empty;
            Endpoint = HeaderValue.Text(item, "EndpointName");
            UserAgent = HeaderValue.Text(item, "UserAgent");
            Expires = HeaderValue.Moment(item, "RegExpire");
        }
        else
        {
            Name = HeaderValue.Text(item, "ObjectName");
            Status = Enum.TryParse(HeaderValue.Text(item, "Status"), ignoreCase: true, out AmiRegistrationStatus status)
                ? status
                : AmiRegistrationStatus.Unknown;
            Uri = HeaderValue.Text(item, "ClientUri");
            Server = HeaderValue.Text(item, "ServerUri");
            Endpoint = HeaderValue.Text(item, "Endpoint");
            UserAgent = string.Empty;
        }
    }

    /// <summary>Its name: that of its section for an outbound one, that of the address of record for an inbound one.</summary>
    public string Name { get; }

    /// <summary>Who has registered with whom.</summary>
    public AmiRegistrationDirection Direction { get; }

    /// <summary>How it stands. Inbound ones are listed only while they are registered.</summary>
    public AmiRegistrationStatus Status { get; }

    /// <summary>What is registered: the server's own address for an outbound one, where the telephone is for an inbound one.</summary>
    public string Uri { get; }

    /// <summary>The server that an outbound one is registered with; empty for an inbound one.</summary>
    public string Server { get; }

    /// <summary>The endpoint's name; empty for an outbound one without line.</summary>
    public string Endpoint { get; }

    /// <summary>What the telephone of an inbound one calls itself; empty when it did not say, and for an outbound one.</summary>
    public string UserAgent { get; }

    /// <summary>When an inbound one ends, in local time; null for an outbound one, which is renewed.</summary>
    public DateTime? Expires { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The registration's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
