using System.Collections.Generic;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Bridges;

/// <summary>A bridge: channels that hear each other, or wait together (actions BridgeList and BridgeInfo).</summary>
public sealed class AmiBridge
{
    internal AmiBridge(AmiMessage item, IReadOnlyList<AmiBridgeChannel> channels, AmiSession session)
    {
        BridgeId = HeaderValue.Text(item, "BridgeUniqueid");
        Type = HeaderValue.Text(item, "BridgeType");
        Technology = HeaderValue.Text(item, "BridgeTechnology");
        Creator = HeaderValue.Party(item, "BridgeCreator");
        Name = HeaderValue.Party(item, "BridgeName");
        VideoSourceMode = HeaderValue.Text(item, "BridgeVideoSourceMode");
        Channels = new TextList<AmiBridgeChannel>(channels);
        Session = session;
    }

    /// <summary>The bridge's id.</summary>
    public string BridgeId { get; }

    /// <summary>What it is for: basic for a call, base for a conference, parking, agent_hold...</summary>
    public string Type { get; }

    /// <summary>How it is done: simple_bridge, softmix, native_rtp, holding_bridge.</summary>
    public string Technology { get; }

    /// <summary>What made it: ConfBridge, Parking...; empty for a call.</summary>
    public string Creator { get; }

    /// <summary>Its name: that of the conference, of the parking lot...; empty for a call.</summary>
    public string Name { get; }

    /// <summary>Whose picture all see: none, talker, single, sfu.</summary>
    public string VideoSourceMode { get; }

    /// <summary>How many channels are in it.</summary>
    public int ChannelCount => Channels.Count;

    /// <summary>The channels in it.</summary>
    public IReadOnlyList<AmiBridgeChannel> Channels { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The bridge's id.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => BridgeId;
}
