using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Queues;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>One hint: an extension that shows the state of a device.</summary>
internal sealed class HintEntry
{
    internal HintEntry(string exten, string context, string device)
    {
        Exten = exten;
        Context = context;
        Device = device;
    }

    internal string Exten { get; }

    internal string Context { get; }

    internal string Device { get; }
}

/// <summary>What devices do, and the hints that follow them.</summary>
internal sealed class DeviceStates
{
    internal const string InUse = "INUSE";
    internal const string NotInUse = "NOT_INUSE";
    internal const string Unavailable = "UNAVAILABLE";
    internal const string Invalid = "INVALID";

    // Member status as QueueStatus numbers it.
    private static readonly string[] _queueNumbers =
    {
        "UNKNOWN", NotInUse, InUse, "BUSY", Invalid, Unavailable, "RINGING", "RINGINUSE", "ONHOLD",
    };

    private readonly PbxState _pbx;
    private readonly List<KeyValuePair<string, string>> _states = new();
    private readonly List<HintEntry> _hints = new();

    internal DeviceStates(PbxState pbx)
    {
        _pbx = pbx;
        foreach (string device in new[] { "PJSIP/1001", "PJSIP/1002", "PJSIP/trunk", "Agent:2001" })
        {
            Store(device, Unavailable);
        }

        foreach (string device in new[] { "MWI:100@default", "MWI:101@default", "Queue:sales_avail", "Queue:support_avail" })
        {
            Store(device, NotInUse);
        }

        foreach (string member in new[] { "sales_pause_Local/agent1", "sales_pause_Local/agent2", "support_pause_Local/agent3", "support_pause_Local/agent4" })
        {
            Store("Queue:" + member + "@agents", NotInUse);
        }

        foreach (string agent in new[] { "agent1", "agent2", "agent3", "agent4" })
        {
            Store("Custom:" + agent, NotInUse);
            _pbx.Database.Put("CustomDevstate", agent, NotInUse);
        }

        foreach (DialplanContext context in pbx.Dialplan.Contexts)
        {
            _hints.AddRange(context.Extensions.Where(e => e.Hint is not null).Select(e => new HintEntry(e.Pattern, context.Name, e.Hint!)));
        }

        for (int space = ParkingLot.FirstSpace; space <= ParkingLot.LastSpace; space++)
        {
            string exten = space.ToString(CultureInfo.InvariantCulture);
            _hints.Add(new HintEntry(exten, "parkedcalls", "park:" + exten + "@parkedcalls"));
        }
    }

    /// <summary>The devices whose state was ever published, in the order of their first time.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Known => _states;

    internal IReadOnlyList<HintEntry> Hints => _hints;

    /// <summary>The state of a device. One that nobody ever set is idle if it is a parking space, else not known.</summary>
    internal string Get(string device)
    {
        int at = _states.FindIndex(state => state.Key == device);
        if (at >= 0)
        {
            return _states[at].Value;
        }

        if (device.StartsWith("park:", StringComparison.Ordinal))
        {
            return NotInUse;
        }

        if (device.StartsWith("Local/", StringComparison.Ordinal))
        {
            return LocalState(device);
        }

        return device.StartsWith("confbridge:", StringComparison.Ordinal) ? Unavailable : "UNKNOWN";
    }

    internal int QueueNumber(string device) => Math.Max(0, Array.IndexOf(_queueNumbers, Get(device)));

    /// <summary>Publishes a state without remembering it: that of a Local device.</summary>
    internal void PublishOnly(string device, string state) =>
        _pbx.Publish(Frame.Event("DeviceStateChange", EventClasses.Call).Add("Device", device).Add("State", state));

    /// <summary>Sets a state and tells everybody: the event, the hints, the queues with members that use the device.</summary>
    internal void Set(string device, string state)
    {
        bool changed = Get(device) != state;
        Store(device, state);
        PublishOnly(device, state);
        if (!changed)
        {
            return;
        }

        foreach (HintEntry hint in _hints.Where(hint => hint.Device == device))
        {
            _pbx.Publish(ExtensionStatus(Frame.Event("ExtensionStatus", EventClasses.Call), hint.Exten, hint.Context, hint));
        }

        foreach (CallQueue queue in _pbx.Queues)
        {
            foreach (QueueMember member in queue.Members.Where(member => member.StateInterface == device))
            {
                queue.PublishMember("QueueMemberStatus", member);
            }
        }
    }

    internal HintEntry? FindHint(string exten, string context) =>
        _hints.FirstOrDefault(hint => hint.Exten == exten && hint.Context == context);

    /// <summary>Adds the headers of an extension's state; an extension without a hint is Unknown.</summary>
    internal Frame ExtensionStatus(Frame frame, string exten, string context, HintEntry? hint)
    {
        (int number, string text) = hint is null ? (-1, "Unknown") : HintStatus(hint);
        return frame.Add("Exten", exten).Add("Context", context).Add("Hint", hint?.Device ?? string.Empty)
            .Add("Status", number).Add("StatusText", text);
    }

    internal (int Number, string Text) HintStatus(HintEntry hint) => Get(hint.Device) switch
    {
        NotInUse => (0, "Idle"),
        InUse => (1, "InUse"),
        "BUSY" => (2, "Busy"),
        "RINGING" => (8, "Ringing"),
        "RINGINUSE" => (9, "InUse&Ringing"),
        "ONHOLD" => (16, "Hold"),
        "UNKNOWN" => (0, "Idle"),
        _ => (4, "Unavailable"),
    };

    private void Store(string device, string state)
    {
        int at = _states.FindIndex(known => known.Key == device);
        var entry = new KeyValuePair<string, string>(device, state);
        if (at >= 0)
        {
            _states[at] = entry;
        }
        else
        {
            _states.Add(entry);
        }
    }

    /// <summary>A Local device is there when its extension is, and in use while it has channels.</summary>
    private string LocalState(string device)
    {
        string[] parts = device.Substring("Local/".Length).Split('/')[0].Split('@');
        string context = parts.Length > 1 ? parts[1] : "default";
        if (_pbx.Dialplan.Find(context, parts[0]) is null)
        {
            return Invalid;
        }

        return _pbx.Channels.Exists(channel => channel.Device == device) ? InUse : NotInUse;
    }
}
