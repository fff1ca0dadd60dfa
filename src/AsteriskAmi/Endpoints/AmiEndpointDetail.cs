using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>A PJSIP endpoint with all that belongs to it (action PJSIPShowEndpoint).</summary>
public sealed class AmiEndpointDetail : AmiEndpoint
{
    private static readonly char[] _bar = { '|' };

    internal AmiEndpointDetail(IReadOnlyList<AmiMessage> items, AmiMessage endpoint, AmiSession session)
        : this(items, endpoint, Of(items, "ContactStatusDetail", item => new AmiContact(item, session)), session)
    {
    }

    private AmiEndpointDetail(
        IReadOnlyList<AmiMessage> items, AmiMessage endpoint, IReadOnlyList<AmiContact> contacts, AmiSession session)
        : base(endpoint, session, "Aors", "Auth", "OutboundAuth", contacts.Select(contact => contact.Uri).ToList())
    {
        CallerId = HeaderValue.Party(endpoint, "Callerid");
        Context = HeaderValue.Text(endpoint, "Context");
        Codecs = new TextList<string>(HeaderValue.Text(endpoint, "Allow").Trim('(', ')').Split(_bar, StringSplitOptions.RemoveEmptyEntries));
        Mailboxes = HeaderValue.Text(endpoint, "Mailboxes");
        AccountCode = HeaderValue.Text(endpoint, "Accountcode");
        DtmfMode = HeaderValue.Text(endpoint, "DtmfMode");
        DirectMedia = HeaderValue.Flag(endpoint, "DirectMedia");
        MediaEncryption = HeaderValue.Text(endpoint, "MediaEncryption");
        Contacts = contacts;
        Aors = Of(items, "AorDetail", item => new AmiAor(item, session));
        Auths = Of(items, "AuthDetail", item => new AmiEndpointAuth(item, session));
        Identifies = Of(items, "IdentifyDetail", item => new AmiIdentify(item, session));
        Settings = SettingsOf(endpoint);
    }

    /// <summary>The caller id that its calls show, as <c>"Name" &lt;number&gt;</c>; empty for that of the telephone.</summary>
    public string CallerId { get; }

    /// <summary>The context in the dialplan where its calls begin.</summary>
    public string Context { get; }

    /// <summary>The codecs that it may use, in order of preference.</summary>
    public IReadOnlyList<string> Codecs { get; }

    /// <summary>The mailboxes whose messages its lamp shows, with commas between several.</summary>
    public string Mailboxes { get; }

    /// <summary>The account code of its calls.</summary>
    public string AccountCode { get; }

    /// <summary>How digits come: rfc4733, inband, info, auto...</summary>
    public string DtmfMode { get; }

    /// <summary>Whether sound may go from telephone to telephone, past the server.</summary>
    public bool DirectMedia { get; }

    /// <summary>How sound is encrypted: no, sdes or dtls.</summary>
    public string MediaEncryption { get; }

    /// <summary>Where it is reached.</summary>
    public IReadOnlyList<AmiContact> Contacts { get; }

    /// <summary>Its addresses of record.</summary>
    public IReadOnlyList<AmiAor> Aors { get; }

    /// <summary>How it logs in.</summary>
    public IReadOnlyList<AmiEndpointAuth> Auths { get; }

    /// <summary>By which addresses it is recognized without a login.</summary>
    public IReadOnlyList<AmiIdentify> Identifies { get; }

    /// <summary>All settings of the endpoint, in Asterisk's words.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    private static TextList<T> Of<T>(IEnumerable<AmiMessage> items, string name, Func<AmiMessage, T> make) =>
        new(items.Where(item => item.EventName == name).Select(make));

    private static TextMap<string> SettingsOf(AmiMessage endpoint)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> header in endpoint.GetAllHeaders())
        {
            if (header.Key is not ("Event" or "ActionID" or "ObjectType" or "ObjectName"))
            {
                settings[header.Key] = header.Value;
            }
        }

        return new TextMap<string>(settings);
    }
}
