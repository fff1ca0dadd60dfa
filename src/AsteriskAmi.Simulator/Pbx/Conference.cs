using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Calls;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>One user of a conference.</summary>
internal sealed class ConferenceUser
{
    internal ConferenceUser(Channel channel)
    {
        Channel = channel;
    }

    internal Channel Channel { get; }

    internal DateTime Since { get; } = DateTime.UtcNow;

    internal bool Muted { get; set; }
}

/// <summary>A ConfBridge room; it is there while somebody is in it.</summary>
internal sealed class Conference
{
    internal Conference(string name, Bridge bridge)
    {
        Name = name;
        Bridge = bridge;
    }

    internal string Name { get; }

    internal Bridge Bridge { get; }

    internal List<ConferenceUser> Users { get; } = new();

    internal bool Locked { get; set; }

    internal bool Recorded { get; set; }

    internal string Device => "confbridge:" + Name;
}
