using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>A channel as it was when the server was asked (action CoreShowChannels).</summary>
public class AmiChannel
{
    private protected AmiChannel(AmiMessage item, AmiSession session, string applicationData, TimeSpan duration)
        : this(item, session)
    {
        ApplicationData = applicationData;
        Duration = duration;
    }

    internal AmiChannel(AmiMessage item, AmiSession session)
    {
        // In the order of Asterisk's answer (main/manager.c, action_coreshowchannels).
        var headers = new HeaderReader(item);
        Name = headers.Text("Channel");
        State = headers.Text("ChannelStateDesc");
        CallerIdNumber = headers.Party("CallerIDNum");
        CallerIdName = headers.Party("CallerIDName");
        ConnectedLineNumber = headers.Party("ConnectedLineNum");
        ConnectedLineName = headers.Party("ConnectedLineName");
        AccountCode = headers.Text("AccountCode");
        Context = headers.Text("Context");
        Extension = headers.Text("Exten");
        Priority = headers.Integer("Priority");
        Uniqueid = headers.Text("Uniqueid");
        Linkedid = headers.Text("Linkedid");
        Application = headers.Text("Application");
        ApplicationData = headers.Text("ApplicationData");
        Duration = headers.Duration("Duration");
        BridgeId = headers.Text("BridgeId");
        Session = session;
    }

    /// <summary>The channel's name (PJSIP/1001-00000004).</summary>
    public string Name { get; }

    /// <summary>Its state, in Asterisk's words: Down, Rsrvd, OffHook, Dialing, Ring, Ringing, Up, Busy...</summary>
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

    /// <summary>The extension in the dialplan; a string, since extensions may begin with zeros.</summary>
    public string Extension { get; }

    /// <summary>The priority in the extension.</summary>
    public int Priority { get; }

    /// <summary>The dialplan application that runs now.</summary>
    public string Application { get; }

    /// <summary>The application's arguments.</summary>
    public string ApplicationData { get; }

    /// <summary>How long the channel has existed, in whole seconds.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The account code.</summary>
    public string AccountCode { get; }

    /// <summary>The bridge it is in; empty for none.</summary>
    public string BridgeId { get; }

    /// <summary>The channel's unique id.</summary>
    public string Uniqueid { get; }

    /// <summary>The unique id that ties the legs of one call together.</summary>
    public string Linkedid { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>What both halves of a Local channel are called (Local/100@internal-0000002a); null for other channels.</summary>
    internal string? LocalName =>
        Name.EndsWith(";1", StringComparison.Ordinal) || Name.EndsWith(";2", StringComparison.Ordinal)
            ? Name.Substring(0, Name.Length - 2)
            : null;

    /// <summary>Whether this is its name, in any case as Asterisk takes it, or its unique id.</summary>
    internal bool IsCalled(string channel) =>
        string.Equals(Name, channel, StringComparison.OrdinalIgnoreCase) || Uniqueid == channel;

    /// <summary>The channel's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
