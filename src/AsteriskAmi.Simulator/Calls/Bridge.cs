using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Calls;

/// <summary>A place where channels hear each other: two that talk, a conference, a parking lot.</summary>
internal sealed class Bridge
{
    private readonly PbxState _pbx;

    internal Bridge(PbxState pbx, string type, string technology, string creator, string name)
    {
        _pbx = pbx;
        Type = type;
        Technology = technology;
        Creator = creator;
        Name = name;
        pbx.Bridges.Add(this);
        Publish("BridgeCreate", null);
    }

    internal string Uniqueid { get; } = Guid.NewGuid().ToString();

    internal string Type { get; }

    internal string Technology { get; }

    internal string Creator { get; }

    internal string Name { get; }

    internal List<Channel> Members { get; } = new();

    /// <summary>Channels that Asterisk puts into a bridge by itself (a conference's announcer); nobody sees them.</summary>
    internal int HiddenMembers { get; set; }

    internal int Count => Members.Count + HiddenMembers;

    internal void Enter(Channel channel)
    {
        Members.Add(channel);
        channel.Bridge = this;
        Publish("BridgeEnter", channel);
    }

    internal void Leave(Channel channel)
    {
        if (!Members.Remove(channel))
        {
            return;
        }

        channel.Bridge = null;
        Publish("BridgeLeave", channel);
        if (channel.HangupCause == HangupCauses.None)
        {
            channel.HangupCause = HangupCauses.Normal;
        }
    }

    internal void Destroy()
    {
        if (_pbx.Bridges.Remove(this))
        {
            HiddenMembers = 0;
            Publish("BridgeDestroy", null);
        }
    }

    private void Publish(string name, Channel? channel)
    {
        Frame frame = Frame.Event(name, EventClasses.Call).Add(this);
        _pbx.Publish(channel is null ? frame : frame.Add(string.Empty, channel));
    }
}
