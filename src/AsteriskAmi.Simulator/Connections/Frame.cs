using System;
using System.Text;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;

namespace AsteriskAmi.Simulator.Connections;

/// <summary>One answer or event on its way to clients: headers in the order in which they were added.</summary>
internal sealed class Frame
{
    private static readonly string[] _lineEnd = { "\r\n" };
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly StringBuilder _text = new();
    private byte[]? _bytes;

    private Frame(string? eventName, int eventClass)
    {
        EventName = eventName;
        EventClass = eventClass;
    }

    /// <summary>The event's name; null for an answer.</summary>
    internal string? EventName { get; }

    /// <summary>The class that a client must have to see this event.</summary>
    internal int EventClass { get; }

    /// <summary>The text without the blank line at its end, as event filters see it.</summary>
    internal string Text => _text.ToString();

    /// <summary>The bytes on the wire.</summary>
    internal byte[] Bytes => _bytes ??= _utf8.GetBytes(_text.ToString() + "\r\n");

    internal static Frame Answer(string response, string? actionId)
    {
        Frame frame = new Frame(null, EventClasses.None).Add("Response", response);
        return actionId is null ? frame : frame.Add("ActionID", actionId);
    }

    /// <summary>An event that is sent to every client that may see it.</summary>
    internal static Frame Event(string name, int eventClass) =>
        new Frame(name, eventClass).Add("Event", name).Add("Privilege", EventClasses.Format(eventClass));

    /// <summary>An item or the end of a list: it goes to the client that asked and has no privilege.</summary>
    internal static Frame Item(string name) => new Frame(name, EventClasses.None).Add("Event", name);

    /// <summary>A frame of a recording; add its lines.</summary>
    /// <param name="eventName">The event's name; null for an answer.</param>
    /// <param name="privilege">The event's Privilege, which says who may see it; everybody where it has none.</param>
    internal static Frame Recorded(string? eventName, string? privilege)
    {
        int eventClass = EventClasses.Parse((privilege ?? string.Empty).Replace(",all", string.Empty));
        return new Frame(eventName, eventName is null || eventClass != EventClasses.None ? eventClass : EventClasses.All);
    }

    /// <summary>Adds a line of a recording; one with a line feed at its end had no CR there.</summary>
    /// <param name="name">What stands before the colon; empty for a line without one.</param>
    /// <param name="value">What stands behind it, or the whole line.</param>
    internal Frame AddRecorded(string name, string value)
    {
        _text.Append(name).Append(name.Length == 0 ? string.Empty : ": ").Append(value);
        if (!value.EndsWith("\n", StringComparison.Ordinal))
        {
            _text.Append("\r\n");
        }

        return this;
    }

    internal Frame Add(string name, string? value)
    {
        _text.Append(name).Append(": ").Append(value).Append("\r\n");
        return this;
    }

    internal Frame AddBlankLine()
    {
        _text.Append("\r\n");
        return this;
    }

    internal Frame Add(string name, long value) =>
        Add(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Adds the block of headers that describes a channel, each name with the prefix before it.</summary>
    internal Frame Add(string prefix, Channel channel)
    {
        Add(prefix + "Channel", channel.Name);
        Add(prefix + "ChannelState", (int)channel.State);
        Add(prefix + "ChannelStateDesc", ChannelStates.Describe(channel.State));
        Add(prefix + "CallerIDNum", OrUnknown(channel.CallerIdNumber));
        Add(prefix + "CallerIDName", OrUnknown(channel.CallerIdName));
        Add(prefix + "ConnectedLineNum", OrUnknown(channel.ConnectedNumber));
        Add(prefix + "ConnectedLineName", OrUnknown(channel.ConnectedName));
        Add(prefix + "Language", channel.Language);
        Add(prefix + "AccountCode", channel.AccountCode);
        Add(prefix + "Context", channel.Context);
        Add(prefix + "Exten", channel.Exten);
        Add(prefix + "Priority", channel.Priority);
        Add(prefix + "Uniqueid", channel.Uniqueid);
        return Add(prefix + "Linkedid", channel.Linkedid);
    }

    /// <summary>Adds the block of headers that describes a bridge.</summary>
    internal Frame Add(Bridge bridge)
    {
        Add("BridgeUniqueid", bridge.Uniqueid);
        Add("BridgeType", bridge.Type);
        Add("BridgeTechnology", bridge.Technology);
        Add("BridgeCreator", bridge.Creator);
        Add("BridgeName", bridge.Name);
        Add("BridgeNumChannels", bridge.Count);
        return Add("BridgeVideoSourceMode", "none");
    }

    internal static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? "<unknown>" : text!;

    /// <summary>The value of a header in the text; null when there is none.</summary>
    internal string? Find(string name)
    {
        foreach (string line in Text.Split(_lineEnd, StringSplitOptions.None))
        {
            if (line.Length > name.Length && line[name.Length] == ':'
                && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return line.Substring(name.Length + 1).TrimStart(' ');
            }
        }

        return null;
    }
}
