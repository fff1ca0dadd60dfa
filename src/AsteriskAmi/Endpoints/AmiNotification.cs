using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Calls;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Endpoints;

/// <summary>A SIP NOTIFY to send: to whom, its headers and its content.</summary>
public sealed class AmiNotification
{
    private static readonly string[] _lineEnds = { "\r\n", "\n", "\r" };

    private AmiNotification(string action, string header, string to)
    {
        ActionName = action;
        Header = header;
        To = to;
    }

    /// <summary>Whom it is for: a name, URI or channel.</summary>
    public string To { get; }

    /// <summary>The SIP headers, in their order. One must be Event.</summary>
    public IList<KeyValuePair<string, string>> Headers { get; } = new List<KeyValuePair<string, string>>();

    /// <summary>What it says; may have several lines. Null or empty for nothing.</summary>
    public string? Content { get; set; }

    /// <summary>What kind of text that is.</summary>
    public string ContentType { get; set; } = "text/plain";

    private string ActionName { get; }

    private string Header { get; }

    /// <summary>One to all contacts of a PJSIP endpoint.</summary>
    /// <param name="name">The endpoint's name.</param>
    public static AmiNotification ToEndpoint(string name) => new("PJSIPNotify", "Endpoint", name);

    /// <summary>One to an address, by the endpoint that default_outbound_endpoint in pjsip.conf names.</summary>
    /// <param name="uri">The SIP URI.</param>
    public static AmiNotification ToUri(string uri) => new("PJSIPNotify", "URI", uri);

    /// <summary>One in the call of a PJSIP channel.</summary>
    /// <param name="channel">The channel's whole name, or its unique id.</param>
    public static AmiNotification ToChannel(string channel) => new("PJSIPNotify", "Channel", channel);

    /// <summary>One to a peer of chan_sip, which Asterisk 21 and later have not.</summary>
    /// <param name="name">The peer's name.</param>
    public static AmiNotification ToPeer(string name) => new("SIPnotify", "Channel", name);

    /// <summary>Makes the action.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: there is no Event, or a value cannot be sent.</exception>
    internal AmiAction ToAction()
    {
        if (!Has("Event"))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"The notification to '{To}' has no event, which SIP demands. Give it -Event, such as check-sync.");
        }

        AmiAction action = new AmiAction(ActionName).Add(Header, To).AddVariables(Headers);
        if (!string.IsNullOrEmpty(Content))
        {
            if (!Has("Content-Type"))
            {
                action.AddVariables(new[] { new KeyValuePair<string, string>("Content-Type", ContentType) });
            }

            // The lines of a content come one by one (res/res_pjsip_notify.c).
            action.AddVariables(Content!.Split(_lineEnds, StringSplitOptions.None).Select(line => new KeyValuePair<string, string>("Content", line)));
        }

        return action;
    }

    private bool Has(string header) => Headers.Any(pair => string.Equals(pair.Key, header, StringComparison.OrdinalIgnoreCase));
}
