using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Bridges;

/// <summary>A channel in a bridge.</summary>
public sealed class AmiBridgeChannel
{
    internal AmiBridgeChannel(AmiMessage item, string bridgeId, AmiSession session)
    {
        Channel = HeaderValue.Text(item, "Channel");
        BridgeId = bridgeId;
        State = HeaderValue.Text(item, "ChannelStateDesc");
        CallerIdNumber = HeaderValue.Party(item, "CallerIDNum");
        CallerIdName = HeaderValue.Party(item, "CallerIDName");
        ConnectedLineNumber = HeaderValue.Party(item, "ConnectedLineNum");
        ConnectedLineName = HeaderValue.Party(item, "ConnectedLineName");
        Context = HeaderValue.Text(item, "Context");
        Extension = HeaderValue.Text(item, "Exten");
        Uniqueid = HeaderValue.Text(item, "Uniqueid");
        Linkedid = HeaderValue.Text(item, "Linkedid");
        Session = session;
    }

    /// <summary>The channel's name.</summary>
    public string Channel { get; }

    /// <summary>The bridge's id.</summary>
    public string BridgeId { get; }

    /// <summary>The channel's state, in Asterisk's words: Up...</summary>
    public string State { get; }

    /// <summary>The caller's number; empty when it is not known.</summary>
    public string CallerIdNumber { get; }

    /// <summary>The caller's name.</summary>
    public string CallerIdName { get; }

    /// <summary>The number of the party it talks to.</summary>
    public string ConnectedLineNumber { get; }

    /// <summary>The name of the party it talks to.</summary>
    public string ConnectedLineName { get; }

    /// <summary>The dialplan context.</summary>
    public string Context { get; }

    /// <summary>The extension in the dialplan.</summary>
    public string Extension { get; }

    /// <summary>The channel's unique id.</summary>
    public string Uniqueid { get; }

    /// <summary>The unique id that ties the legs of one call together.</summary>
    public string Linkedid { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The channel's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Channel;
}
