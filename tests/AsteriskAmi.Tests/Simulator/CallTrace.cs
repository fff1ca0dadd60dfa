using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>
/// Places one call and writes down its events, apart by who sends them: threads of Asterisk run beside each other, so
/// only the order within a channel (and within each of the threads that speak about it) says something.
/// </summary>
internal sealed class CallTrace
{
    private readonly RawAmiClient _client;
    private readonly string _id = "trace-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
    private readonly HashSet<string> _uniqueids = [];
    private readonly HashSet<string> _bridges = [];
    private readonly List<RawFrame> _frames = [];

    private CallTrace(RawAmiClient client)
    {
        _client = client;
    }

    /// <summary>Runs a call until all of its channels have ended.</summary>
    /// <param name="client">A client that sees all events.</param>
    /// <param name="originate">The headers of the Originate.</param>
    /// <param name="steps">Actions to send on the way: each after its seconds; {1} and {2} are the halves of the call.</param>
    /// <returns>The events, by their source.</returns>
    internal static SortedDictionary<string, List<string>> Run(
        RawAmiClient client,
        string[] originate,
        params (double Seconds, string[] Action)[] steps) => new CallTrace(client).Run(originate, steps);

    private SortedDictionary<string, List<string>> Run(string[] originate, (double Seconds, string[] Action)[] steps)
    {
        _client.Send([.. new[] { "Action: Originate", "ActionID: " + _id, "ChannelId: " + _id, "OtherChannelId: " + _id + "-2" }, .. originate]);
        foreach ((double seconds, string[] action) in steps)
        {
            Collect(seconds, () => false);
            _client.Send(action.Select(line => line.Replace("{1}", _id, StringComparison.Ordinal)
                .Replace("{2}", _id + "-2", StringComparison.Ordinal)).ToArray());
        }

        // Asterisk may report the result before the channels that it is about: look again when those were seen.
        Collect(20, IsOver);
        Collect(0.5, () => false);
        Collect(20, IsOver);
        Collect(0.4, () => false);
        var groups = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (RawFrame frame in _frames.Where(IsOurs))
        {
            string group = Group(frame).Replace(_id, "ID", StringComparison.Ordinal);
            string text = FrameComparison.Normalize(frame).Replace(_id, "ID", StringComparison.Ordinal);
            if (!groups.TryGetValue(group, out List<string>? lines))
            {
                groups[group] = lines = [];
            }

            lines.Add(text);
        }

        return groups;
    }

    private void Collect(double seconds, Func<bool> enough)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds && !enough())
        {
            if (_client.IsClosed)
            {
                throw new InvalidOperationException("The server closed the connection in the middle of a call.");
            }

            RawFrame? frame = _client.Read(Math.Max(1, (int)((seconds * 1000) - clock.ElapsedMilliseconds)));
            if (frame is not null)
            {
                _frames.Add(frame);
                Note(frame);
            }
        }
    }

    private void Note(RawFrame frame)
    {
        if (frame.Event == "Newchannel" && frame["Linkedid"] == _id)
        {
            _uniqueids.Add(frame["Uniqueid"]!);
        }

        if (frame.Event == "BridgeEnter" && frame["Linkedid"] == _id)
        {
            _bridges.Add(frame["BridgeUniqueid"]!);
        }
    }

    private bool IsOver() => _frames.Any(frame => frame.Event == "OriginateResponse" && frame["ActionID"] == _id)
        && _uniqueids.All(id => _frames.Any(frame => frame.Event == "Hangup" && frame["Uniqueid"] == id));

    private bool IsOurs(RawFrame frame)
    {
        if (frame.Event is "TestEvent" or "DeviceStateChange" or "ExtensionStatus"
            || (frame.Event == "BridgeCreate" && frame["BridgeCreator"] == "Parking"))
        {
            // The first is of developers' builds; the next two come when Asterisk gets round to them, some not at all;
            // the parking lot's bridge comes once and stays.
            return false;
        }

        return frame["ActionID"] == _id
            || frame.Headers.Any(header => header.Key.EndsWith("Linkedid", StringComparison.Ordinal) && header.Value == _id)
            || (frame.Event == "Cdr" && _uniqueids.Contains(frame["UniqueID"]!))
            || (frame["BridgeUniqueid"] is string bridge && _bridges.Contains(bridge));
    }

    /// <summary>Whose event it is.</summary>
    private static string Group(RawFrame frame)
    {
        string channel = frame["Uniqueid"] ?? frame["DestUniqueid"] ?? frame["ParkeeUniqueid"] ?? frame["LocalTwoUniqueid"] ?? string.Empty;
        string name = frame["Channel"] ?? frame["DestChannel"] ?? frame["ParkeeChannel"] ?? frame["LocalTwoChannel"] ?? string.Empty;
        string at = channel.StartsWith("trace-", StringComparison.Ordinal) ? channel : FrameComparison.Normalize(new RawFrame("X: " + name));
        return frame.Event switch
        {
            // Each of these is sent by a thread of its own.
            null => "answer",
            "Cdr" => "Cdr " + FrameComparison.Normalize(new RawFrame("X: " + name)),
            "OriginateResponse" or "LocalBridge" or "HangupRequest" => frame.Event + " " + at,
            "AgentCalled" or "AgentConnect" or "AgentComplete" or "AgentRingNoAnswer" => "Agent " + at,
            "ParkedCall" or "ParkedCallGiveUp" => "Parking " + at,
            "MusicOnHoldStart" or "MusicOnHoldStop" => "MusicOnHold " + at,
            "DialBegin" or "DialState" or "DialEnd" => "Dial " + (frame["DestChannel"] is string dest ? FrameComparison.Normalize(new RawFrame("X: " + dest)) : at),
            "ConfbridgeJoin" or "ConfbridgeLeave" or "ConfbridgeStart" or "ConfbridgeEnd" => "Confbridge",
            "BridgeCreate" or "BridgeDestroy" => "Bridge",
            _ => at,
        };
    }
}
