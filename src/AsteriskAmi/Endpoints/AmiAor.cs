using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>An address of record of an endpoint: who may register there and for how long (action PJSIPShowEndpoint).</summary>
public sealed class AmiAor
{
    internal AmiAor(AmiMessage item, AmiSession session)
    {
        Name = HeaderValue.Text(item, "ObjectName");
        Endpoint = HeaderValue.Text(item, "EndpointName");
        MaxContacts = HeaderValue.Integer(item, "MaxContacts");
        TotalContacts = HeaderValue.Integer(item, "TotalContacts");
        ContactsRegistered = HeaderValue.Integer(item, "ContactsRegistered");
        RemoveExisting = HeaderValue.Flag(item, "RemoveExisting");
        MinimumExpiration = HeaderValue.Seconds(item, "MinimumExpiration");
        DefaultExpiration = HeaderValue.Seconds(item, "DefaultExpiration");
        MaximumExpiration = HeaderValue.Seconds(item, "MaximumExpiration");
        QualifyFrequency = HeaderValue.Seconds(item, "QualifyFrequency");
        QualifyTimeout = TimeSpan.FromSeconds(HeaderValue.Number(item, "QualifyTimeout"));
        Mailboxes = HeaderValue.Text(item, "Mailboxes");
        OutboundProxy = HeaderValue.Text(item, "OutboundProxy");
        Session = session;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The endpoint's name.</summary>
    public string Endpoint { get; }

    /// <summary>How many may be registered at once; 0 for none.</summary>
    public int MaxContacts { get; }

    /// <summary>How many contacts it has.</summary>
    public int TotalContacts { get; }

    /// <summary>How many of them are registered.</summary>
    public int ContactsRegistered { get; }

    /// <summary>Whether a new registration replaces the old.</summary>
    public bool RemoveExisting { get; }

    /// <summary>The shortest registration that is taken.</summary>
    public TimeSpan MinimumExpiration { get; }

    /// <summary>How long a registration lasts that does not say.</summary>
    public TimeSpan DefaultExpiration { get; }

    /// <summary>The longest registration that is taken.</summary>
    public TimeSpan MaximumExpiration { get; }

    /// <summary>How often the server asks whether its contacts are there; zero for never.</summary>
    public TimeSpan QualifyFrequency { get; }

    /// <summary>How long they may take to answer that; zero for as long as SIP allows, 32 seconds.</summary>
    public TimeSpan QualifyTimeout { get; }

    /// <summary>The mailboxes whose messages are told to who is registered, with commas between several.</summary>
    public string Mailboxes { get; }

    /// <summary>By which server it is reached; empty for directly.</summary>
    public string OutboundProxy { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>Its name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
