using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;
using AsteriskAmi.States;

namespace AsteriskAmi.Endpoints;

/// <summary>A PJSIP endpoint as it was when the server was asked (action PJSIPShowEndpoints).</summary>
public class AmiEndpoint
{
    private static readonly char[] _comma = { ',' };

    internal AmiEndpoint(AmiMessage item, AmiSession session)
        : this(item, session, "Aor", "Auths", "OutboundAuths", ContactsOf(HeaderValue.Text(item, "Contacts")))
    {
    }

    // PJSIPShowEndpoint calls some things otherwise than PJSIPShowEndpoints.
    private protected AmiEndpoint(
        AmiMessage item, AmiSession session, string aor, string auth, string outboundAuth, IReadOnlyList<string> contacts)
    {
        Name = HeaderValue.Text(item, "ObjectName");
        DeviceState = DeviceStateText.Parse(HeaderValue.Text(item, "DeviceState"));
        ActiveChannels = HeaderValue.OptionalInteger(item, "ActiveChannels");
        ContactCount = contacts.Count;
        ContactUri = string.Join(", ", contacts);
        Aor = HeaderValue.Text(item, aor);
        Auth = HeaderValue.Text(item, auth);
        OutboundAuth = HeaderValue.Text(item, outboundAuth);
        Transport = HeaderValue.Text(item, "Transport");
        Session = session;
    }

    /// <summary>The endpoint's name.</summary>
    public string Name { get; }

    /// <summary>What is called to reach it, and its device: PJSIP/1001.</summary>
    public string Interface => "PJSIP/" + Name;

    /// <summary>The state of its device (PJSIP/name).</summary>
    public AmiDeviceState DeviceState { get; }

    /// <summary>How many channels it has; null where the server does not say (before 18).</summary>
    public int? ActiveChannels { get; }

    /// <summary>In how many places it is reached: registered, or written in the configuration.</summary>
    public int ContactCount { get; }

    /// <summary>Where it is reached, with commas between several; empty for nowhere.</summary>
    public string ContactUri { get; }

    /// <summary>The names of its addresses of record, with commas between several.</summary>
    public string Aor { get; }

    /// <summary>The names of the sections that say how it logs in, with commas between several; empty for not at all.</summary>
    public string Auth { get; }

    /// <summary>The names of the sections that say how the server logs in there, with commas between several.</summary>
    public string OutboundAuth { get; }

    /// <summary>The name of its transport; empty for any.</summary>
    public string Transport { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The endpoint's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    // "1001/sip:1001@192.0.2.7:5060,1001/sip:1001@192.0.2.8:5060,": a contact is AOR/URI (res/res_pjsip/location.c).
    private static List<string> ContactsOf(string text) =>
        text.Split(_comma, StringSplitOptions.RemoveEmptyEntries)
            .Select(contact => contact.Substring(contact.IndexOf('/') + 1))
            .ToList();
}
