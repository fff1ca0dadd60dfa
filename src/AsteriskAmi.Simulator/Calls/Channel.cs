using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Calls;

/// <summary>What runs on a channel, and so what a hangup or a redirect interrupts.</summary>
internal enum ChannelMode
{
    /// <summary>Somebody dials it and watches what it answers.</summary>
    Dialed,

    /// <summary>It runs through the dialplan.</summary>
    Dialplan,

    /// <summary>It runs one application and ends with it.</summary>
    Application,

    /// <summary>It is in a bridge with the channel that dialed it.</summary>
    Bridged,

    /// <summary>It has ended.</summary>
    Ended,
}

/// <summary>One channel: here always one half of a Local call. Guarded by the lock of <see cref="PbxState"/>.</summary>
internal sealed class Channel
{
    private readonly List<KeyValuePair<string, string>> _variables = new();

    internal Channel(string name, string uniqueid, string linkedid, string context, string exten)
    {
        Name = name;
        Uniqueid = uniqueid;
        Linkedid = linkedid;
        Context = context;
        Exten = exten;
    }

    internal string Name { get; }

    internal string Uniqueid { get; }

    internal string Linkedid { get; }

    /// <summary>The name without the number and the half: what device states go by.</summary>
    internal string Device => Name.Substring(0, Name.LastIndexOf('-'));

    internal ChannelState State { get; set; }

    internal string CallerIdNumber { get; set; } = string.Empty;

    internal string CallerIdName { get; set; } = string.Empty;

    internal string ConnectedNumber { get; set; } = string.Empty;

    internal string ConnectedName { get; set; } = string.Empty;

    internal string Language { get; } = "en";

    internal string AccountCode { get; set; } = string.Empty;

    internal string Context { get; set; }

    internal string Exten { get; set; }

    internal int Priority { get; set; } = 1;

    internal string Application { get; set; } = string.Empty;

    internal string ApplicationData { get; set; } = string.Empty;

    internal DateTime Created { get; } = DateTime.UtcNow;

    internal DateTime? Answered { get; set; }

    /// <summary>When AbsoluteTimeout ends it, in seconds since 1970; 0 for never.</summary>
    internal long TimeToHangup { get; set; }

    internal Bridge? Bridge { get; set; }

    /// <summary>The other half of the Local call.</summary>
    internal Channel? Other { get; set; }

    /// <summary>Whether this is the half that the dialer holds (;1).</summary>
    internal bool IsOwner { get; set; }

    /// <summary>Whether Asterisk might take the Local channel out of a bridge; /n behind its name forbids that.</summary>
    internal bool CanOptimize { get; set; }

    internal ChannelMode Mode { get; set; }

    /// <summary>Who dials this channel, while it is dialed.</summary>
    internal IDialer? Dialer { get; set; }

    /// <summary>Ended with its extension not being there, which makes its device invalid.</summary>
    internal bool WasInvalid { get; set; }

    /// <summary>Whether it leaves a call detail record; that of a channel which another one dialed is the other's.</summary>
    internal bool HasRecord { get; set; } = true;

    /// <summary>The application and data that its record shows; null for those it had last.</summary>
    internal DialplanStep? RecordStep { get; set; }

    /// <summary>The channels that it dialed in vain: each has a record.</summary>
    internal List<DialedInVain> DialedInVain { get; } = new();

    /// <summary>What became of dialing it, for its call detail record; null when nobody got that far.</summary>
    internal string? DialStatus { get; set; }

    internal int HangupCause { get; set; }

    /// <summary>A hangup was asked for; the channel ends as soon as it is its turn.</summary>
    internal bool SoftHangup { get; set; }

    /// <summary>Where a redirect sends it; null when there is none.</summary>
    internal DialplanPlace? RedirectTo { get; set; }

    /// <summary>What the application that blocks the channel does when it is interrupted; null when none blocks.</summary>
    internal Action? Interrupt { get; set; }

    /// <summary>The timer that goes on with the channel, while it waits for one.</summary>
    internal ScheduledItem? Timer { get; set; }

    /// <summary>The channel that this one dialed, for its call detail record.</summary>
    internal Channel? Peer { get; set; }

    /// <summary>The ids of what records it, the one that was begun last first.</summary>
    internal List<string> Recordings { get; } = new();

    internal IReadOnlyList<KeyValuePair<string, string>> Variables => _variables;

    internal string? FindVariable(string name)
    {
        foreach (KeyValuePair<string, string> variable in _variables)
        {
            if (string.Equals(variable.Key.TrimStart('_'), name, StringComparison.Ordinal))
            {
                return variable.Value;
            }
        }

        return null;
    }

    internal void SetVariable(string name, string value)
    {
        _variables.RemoveAll(variable => string.Equals(variable.Key.TrimStart('_'), name.TrimStart('_'), StringComparison.Ordinal));
        _variables.Insert(0, new KeyValuePair<string, string>(name, value));
    }
}
