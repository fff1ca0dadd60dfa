using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace AsteriskAmi.Tests.Simulator;

/// <summary>
/// Compares what two servers sent: the same frames, the same headers in the same order, the same values but for those
/// that cannot be the same.
/// </summary>
internal static class FrameComparison
{
    /// <summary>Headers whose values differ from server to server and from moment to moment; only that they are there is compared.</summary>
    private static readonly HashSet<string> _varying = new(StringComparer.Ordinal)
    {
        // times and durations
        "Timestamp", "EventTV", "SessionTV", "Uptime", "LastReload", "CoreStartupDate", "CoreStartupTime", "CoreReloadDate",
        "CoreReloadTime", "StartTime", "AnswerTime", "EndTime", "Duration", "BillableSeconds", "Seconds", "AnsweredTime",
        "LoginTime", "LastCall", "LastPause", "Wait", "LongestHoldTime", "HoldTime", "Holdtime", "TalkTime", "RingTime", "ParkingTimeout",
        "ParkingDuration", "TimeToHangup",

        // counters of all that happened before
        "CoreCurrentCalls", "CoreProcessedCalls", "CallsTaken", "Completed", "Abandoned", "ServicelevelPerf", "ServicelevelPerf2",

        // names of this one server
        "AsteriskVersion", "SessionID", "LocalAddress", "RemoteAddress", "Challenge", "BridgeUniqueid", "BridgeId", "BridgeID",
    };

    /// <summary>List items whose order is that of a hash table in Asterisk, and so no order at all.</summary>
    private static readonly HashSet<string> _unordered = new(StringComparer.Ordinal)
    {
        "CoreShowChannel", "Status", "DeviceStateChange", "ExtensionStatus", "ListDialplan", "BridgeListItem", "ChannelHungup",
        "DBGetTreeResponse", "QueueParams", "QueueMember", "QueueSummary", "CoreShowChannelMap",
    };

    private static readonly Regex _localNumber = new("-[0-9a-f]{8};", RegexOptions.None, TimeSpan.FromSeconds(1));
    private static readonly Regex _uniqueid = new(@"^\d{9,}\.\d+(;2)?$", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Writes frames as lines that two servers should have in common.</summary>
    internal static List<string> Normalize(IEnumerable<RawFrame> frames)
    {
        var lines = new List<string>();
        var run = new List<string>();
        foreach (RawFrame frame in frames)
        {
            string text = Normalize(frame);
            if (frame.Event is not null && _unordered.Contains(frame.Event))
            {
                run.Add(text);
                continue;
            }

            Flush(lines, run);
            lines.Add(text);
        }

        Flush(lines, run);
        return lines;
    }

    internal static string Normalize(RawFrame frame)
    {
        List<string> lines = frame.Headers.Select(header => header.Key + ": " + Normalize(frame, header.Key, header.Value)).ToList();

        // A command prints channels in the order of a hash table too.
        int first = lines.FindIndex(line => line.StartsWith("Output: Local/", StringComparison.Ordinal));
        int count = lines.Count(line => line.StartsWith("Output: Local/", StringComparison.Ordinal));
        if (count > 1)
        {
            lines.Sort(first, count, StringComparer.Ordinal);
        }

        return string.Join("\n", lines);
    }

    /// <summary>Fails with the frames that one has and the other has not, or that stand elsewhere.</summary>
    internal static void AssertSame(IReadOnlyList<string> asterisk, IReadOnlyList<string> simulator)
    {
        if (asterisk.SequenceEqual(simulator))
        {
            return;
        }

        var text = new StringBuilder("The simulator and Asterisk differ.\n");
        var rest = simulator.ToList();
        foreach (string frame in asterisk.Where(frame => !rest.Remove(frame)))
        {
            text.Append("--- only from Asterisk:\n").Append(frame).Append('\n');
        }

        foreach (string frame in rest)
        {
            text.Append("+++ only from the simulator:\n").Append(frame).Append('\n');
        }

        int at = Enumerable.Range(0, Math.Min(asterisk.Count, simulator.Count)).TakeWhile(i => asterisk[i] == simulator[i]).Count();
        text.Append("=== first difference at frame ").Append(at).Append(":\n")
            .Append("Asterisk: ").Append(at < asterisk.Count ? asterisk[at] : "(end)").Append('\n')
            .Append("Simulator: ").Append(at < simulator.Count ? simulator[at] : "(end)").Append('\n');
        Assert.Fail(text.ToString());
    }

    private static void Flush(List<string> lines, List<string> run)
    {
        run.Sort(StringComparer.Ordinal);
        lines.AddRange(run);
        run.Clear();
    }

    private static string Normalize(RawFrame frame, string name, string value)
    {
        if (_varying.Contains(name))
        {
            return value.Length == 0 ? string.Empty : "*";
        }

        if (DependsOnMoment(frame, name))
        {
            return "*";
        }

        if (name == "Output")
        {
            return NormalizeOutput(value);
        }

        if (frame.Event == "VarSet" && name == "Value")
        {
            return NormalizeVariable(frame["Variable"]!, value);
        }

        return _uniqueid.IsMatch(value) ? "*" : _localNumber.Replace(value, "-*;");
    }

    /// <summary>
    /// A leg may ring already when its dialing is reported, and be busy yet or not when it is told to end; a conference room is Unavailable before its first use and
    /// Idle after it.
    /// </summary>
    private static bool DependsOnMoment(RawFrame frame, string name) =>
        (frame.Event is "DialBegin" or "AgentCalled" && name is "DestChannelState" or "DestChannelStateDesc" or "DestExten")
        || (frame.Event == "HangupRequest" && name is "ChannelState" or "ChannelStateDesc")
        || (frame["Exten"] == "room" && name is "Status" or "StatusText");

    /// <summary>Variables that measure time, or hold a path of the server.</summary>
    private static string NormalizeVariable(string variable, string value)
    {
        bool varies = variable is "ANSWEREDTIME" or "ANSWEREDTIME_MS" or "DIALEDTIME" or "DIALEDTIME_MS" or "RINGTIME" or "RINGTIME_MS"
            or "QUEUEWAIT" or "QUEUEWAIT_MS" or "MEMBERCALLS" or "MEMBERLASTCALL" or "MIXMONITOR_FILENAME";
        return varies && value.Length > 0 ? "*" : _localNumber.Replace(value, "-*;");
    }

    /// <summary>In what a command prints, numbers vary: times, counters, versions.</summary>
    private static string NormalizeOutput(string value)
    {
        string line = _localNumber.Replace(value, "-*;");
        line = Regex.Replace(line, "^Asterisk .* built by .*$", "Asterisk *", RegexOptions.None, TimeSpan.FromSeconds(1));
        line = Regex.Replace(line, "^(System uptime|Last reload): .*$", "$1: *", RegexOptions.None, TimeSpan.FromSeconds(1));
        line = Regex.Replace(line, "has taken (no calls yet|.* ago\\)) ", "has taken * ", RegexOptions.None, TimeSpan.FromSeconds(1));
        line = Regex.Replace(line, @"\d+ calls? processed", "* processed", RegexOptions.None, TimeSpan.FromSeconds(1));
        line = Regex.Replace(line, @"\((wait: )?\d+:\d+,", "(wait: *,", RegexOptions.None, TimeSpan.FromSeconds(1));
        line = Regex.Replace(line, @"\d+ secs ago", "* secs ago", RegexOptions.None, TimeSpan.FromSeconds(1));
        line = Regex.Replace(line, @"\(\d+s holdtime, \d+s talktime\)", "(*)", RegexOptions.None, TimeSpan.FromSeconds(1));
        return Regex.Replace(line, @"C:\d+, A:\d+, SL:[\d.]+%, SL2:[\d.]+%", "*", RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
