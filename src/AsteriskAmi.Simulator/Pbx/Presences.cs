using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>One presence: a state, more about it, and a message.</summary>
internal sealed class Presence
{
    internal Presence(string name, string status, string subtype, string message)
    {
        Name = name;
        Status = status;
        Subtype = subtype;
        Message = message;
    }

    internal string Name { get; }

    internal string Status { get; }

    internal string Subtype { get; }

    internal string Message { get; }

    internal Frame Describe(Frame frame) =>
        frame.Add("Presentity", Name).Add("Status", Status).Add("Subtype", Subtype).Add("Message", Message);
}

/// <summary>The presences that somebody set (PRESENCE_STATE).</summary>
internal sealed class Presences
{
    internal const string Provider = "CustomPresence:";

    private static readonly string[] _states = { "not_set", "unavailable", "available", "away", "xa", "chat", "dnd" };

    private readonly PbxState _pbx;
    private readonly List<Presence> _known = new();

    internal Presences(PbxState pbx) => _pbx = pbx;

    internal IReadOnlyList<Presence> Known => _known;

    internal Presence? Find(string name) => _known.Find(presence => presence.Name == name);

    /// <summary>Sets a presence by a text of the form state,subtype,message, and tells everybody.</summary>
    /// <returns>Whether there is such a state.</returns>
    internal bool Set(string name, string value)
    {
        string[] parts = value.Split(',').Concat(new[] { string.Empty, string.Empty }).ToArray();
        if (Array.IndexOf(_states, parts[0]) < 0)
        {
            return false;
        }

        var presence = new Presence(name, parts[0], parts[1], parts[2]);
        int at = _known.FindIndex(known => known.Name == name);
        if (at >= 0)
        {
            _known[at] = presence;
        }
        else
        {
            _known.Add(presence);
        }

        _pbx.Database.Put("CustomPresence", name.Substring(Provider.Length), value);
        _pbx.Publish(presence.Describe(Frame.Event("PresenceStateChange", EventClasses.Call)));
        return true;
    }
}
