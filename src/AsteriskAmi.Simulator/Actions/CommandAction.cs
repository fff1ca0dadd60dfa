using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>Command: the few commands of Asterisk's console that the simulator knows.</summary>
internal static class CommandAction
{
    private delegate IEnumerable<string> Printer(PbxState pbx, string argument);

    // The longer ones first: a command is the longest of these that the text begins with.
    private static readonly (string Name, bool HasArgument, Printer Print)[] _commands =
    {
        ("core show channels concise", false, (pbx, _) => ChannelsConcise(pbx)),
        ("core show channels verbose", false, (pbx, _) => ChannelsVerbose(pbx)),
        ("core show channels", false, (pbx, _) => Channels(pbx)),
        ("core show channel", true, ShowChannel),
        ("core show calls", false, (pbx, _) => Calls(pbx)),
        ("core show hints", false, (pbx, _) => Hints(pbx)),
        ("core show uptime seconds", false, (pbx, _) => UptimeSeconds(pbx)),
        ("core show uptime", false, (pbx, _) => Uptime(pbx)),
        ("core show version", false, (_, _) => Version()),
        ("dialplan show globals", false, (pbx, _) => ShowGlobals(pbx)),
        ("database show", false, (pbx, _) => ShowDatabase(pbx)),
        ("module show", false, (_, _) => SystemActions.ShowModules()),
        ("mixmonitor list", true, ListRecordings),
        ("queue show", true, QueueText.Show),
        ("channel request hangup", true, RequestHangup),
    };

    internal static void Register(Action<string, int, ActionHandler> add) => add("Command", EventClasses.Command, Command);

    private static void Command(ActionContext context)
    {
        string text = context["Command"].Trim();
        if (text.Length == 0)
        {
            context.Error("No command provided");
            return;
        }

        foreach ((string name, bool hasArgument, Printer print) in _commands)
        {
            bool isCommand = text.Equals(name, StringComparison.OrdinalIgnoreCase)
                || (hasArgument && text.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase));
            if (isCommand)
            {
                Answer(context, "Success", print(context.Pbx, text.Substring(name.Length).Trim()));
                return;
            }
        }

        if (text.StartsWith("core restart ", StringComparison.OrdinalIgnoreCase) || text.StartsWith("core stop ", StringComparison.OrdinalIgnoreCase))
        {
            Answer(context, "Error", new[] { OtherActions.NotSimulated });
            return;
        }

        Answer(context, "Error", new[]
        {
            "No such command '" + text + "' (type 'core show help " + text + "' for other possible commands)",
        });
    }

    private static void Answer(ActionContext context, string response, IEnumerable<string> lines)
    {
        Frame frame = context.Answer(response).Add("Message", "Command output follows");
        bool any = false;
        foreach (string line in lines)
        {
            any = true;
            frame.Add("Output", line);
        }

        // A command that prints nothing still shows one empty line.
        context.Send(any ? frame : frame.Add("Output", string.Empty));
    }

    private static IEnumerable<string> Channels(PbxState pbx)
    {
        const string format = "{0,-64} {1,-32} {2,-7} {3,-30}";
        yield return Format(format, "Channel", "Location", "State", "Application(Data)");
        foreach (Channel channel in pbx.Channels)
        {
            string location = Format("{0}@{1}:{2}", channel.Exten, channel.Context, channel.Priority);
            string application = channel.Application.Length == 0
                ? "(None)"
                : channel.Application + "(" + channel.ApplicationData + ")";
            yield return Format(format, Cut(channel.Name, 64), Cut(location, 32), ChannelStates.Describe(channel.State), application);
        }

        foreach (string line in Totals(pbx))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> ChannelsVerbose(PbxState pbx)
    {
        const string format = "{0,-80} {1,-24} {2,-24} {3,-4} {4,-7} {5,-12} {6,-25} {7,-15} {8,8} {9,-11} {10,-11} {11,-20}";
        yield return Format(
            format,
            "Channel",
            "Context",
            "Extension",
            "Prio",
            "State",
            "Application",
            "Data",
            "CallerID",
            "Duration",
            "Accountcode",
            "PeerAccount",
            "BridgeID");
        foreach (Channel channel in pbx.Channels)
        {
            yield return Format(
                format,
                channel.Name,
                channel.Context,
                channel.Exten,
                Format("{0,4}", channel.Priority),
                ChannelStates.Describe(channel.State),
                Cut(channel.Application, 12),
                Cut(channel.ApplicationData, 25),
                channel.CallerIdNumber,
                ChannelListActions.Duration(channel),
                channel.AccountCode,
                channel.AccountCode,
                channel.Bridge?.Uniqueid ?? string.Empty);
        }

        foreach (string line in Totals(pbx))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> ChannelsConcise(PbxState pbx) => pbx.Channels.Select(channel => string.Join(
        "!",
        channel.Name,
        channel.Context,
        channel.Exten,
        Format("{0}", channel.Priority),
        ChannelStates.Describe(channel.State),
        channel.Application,
        channel.ApplicationData,
        channel.CallerIdNumber,
        channel.AccountCode,
        channel.AccountCode,
        "3",
        Format("{0}", (long)(DateTime.UtcNow - channel.Created).TotalSeconds),
        channel.Bridge?.Uniqueid ?? string.Empty,
        channel.Uniqueid));

    private static IEnumerable<string> Totals(PbxState pbx)
    {
        yield return Count(pbx.Channels.Count, "active channel");
        foreach (string line in Calls(pbx))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Calls(PbxState pbx)
    {
        yield return Count(pbx.ActiveCalls, "active call");
        yield return Count(pbx.CallsProcessed, "call") + " processed";
    }

    private static IEnumerable<string> ShowChannel(PbxState pbx, string name)
    {
        Channel? channel = pbx.FindChannel(name);
        if (channel is null)
        {
            yield return name + " is not a known channel";
            yield break;
        }

        yield return " -- General --";
        yield return "           Name: " + channel.Name;
        yield return "           Type: Local";
        yield return "       UniqueID: " + channel.Uniqueid;
        yield return "       LinkedID: " + channel.Linkedid;
        yield return "          State: " + ChannelStates.Describe(channel.State) + Format(" ({0})", (int)channel.State);
        yield return " --   PBX   --";
        yield return "        Context: " + channel.Context;
        yield return "      Extension: " + channel.Exten;
        yield return "       Priority: " + Format("{0}", channel.Priority);
        yield return "    Application: " + channel.Application;
        yield return "           Data: " + channel.ApplicationData;
    }

    private static IEnumerable<string> RequestHangup(PbxState pbx, string name)
    {
        if (name == "all")
        {
            foreach (Channel channel in pbx.Channels.ToList())
            {
                pbx.Calls.RequestHangup(channel, HangupCauses.None);
            }

            yield break;
        }

        Channel? one = pbx.FindChannel(name);
        if (one is null)
        {
            yield return name + " is not a known channel";
            yield break;
        }

        pbx.Calls.RequestHangup(one, HangupCauses.None);
        yield return "Requested Hangup on channel '" + one.Name + "'";
    }

    private static IEnumerable<string> Hints(PbxState pbx)
    {
        yield return string.Empty;
        yield return "    -= Registered Asterisk Dial Plan Hints =-";
        foreach (HintEntry hint in pbx.DeviceStates.Hints)
        {
            yield return Format(
                "{0,-30}: {1,-60}  State:{2,-15} Presence:{3,-15} Watchers {4,2}",
                hint.Exten + "@" + hint.Context,
                hint.Device,
                pbx.DeviceStates.HintStatus(hint).Text,
                "not_set",
                0);
        }

        yield return "----------------";
        yield return Format("- {0} hints registered", pbx.DeviceStates.Hints.Count);
    }

    private static IEnumerable<string> ShowDatabase(PbxState pbx)
    {
        IReadOnlyList<KeyValuePair<string, string>> entries = pbx.Database.Below(string.Empty, string.Empty);
        foreach (KeyValuePair<string, string> entry in entries)
        {
            yield return Format("{0,-50}: {1,-25}", entry.Key, entry.Value);
        }

        yield return Format("{0} results found.", entries.Count);
    }

    private static IEnumerable<string> ShowGlobals(PbxState pbx)
    {
        foreach (KeyValuePair<string, string> variable in pbx.Globals)
        {
            yield return Format("   {0}={1}", variable.Key, variable.Value);
        }

        yield return string.Empty;
        yield return Format("    -- {0} variable(s)", pbx.Globals.Count);
    }

    private static IEnumerable<string> ListRecordings(PbxState pbx, string argument)
    {
        if (pbx.FindChannel(argument) is not Channel channel)
        {
            return new[] { "No channel matching '" + argument + "' found." };
        }

        return new[] { "MixMonitor ID\tFile\tReceive File\tTransmit File", new string('=', 73) }
            .Concat(channel.Recordings.Select(id => id + "\t\t\t"));
    }

    private static IEnumerable<string> Version()
    {
        yield return "Asterisk " + SystemActions.Version + " built by AsteriskAmi @ localhost on a unknown running .NET on 2026-01-01 00:00:00 UTC";
    }

    private static IEnumerable<string> Uptime(PbxState pbx)
    {
        yield return "System uptime: " + Age(pbx.Started);
        yield return "Last reload: " + Age(pbx.Reloaded);
    }

    private static IEnumerable<string> UptimeSeconds(PbxState pbx)
    {
        yield return Format("System uptime: {0}", (long)(DateTime.UtcNow - pbx.Started).TotalSeconds);
        yield return Format("Last reload: {0}", (long)(DateTime.UtcNow - pbx.Reloaded).TotalSeconds);
    }

    private static string Age(DateTime since)
    {
        TimeSpan age = DateTime.UtcNow - since;
        var parts = new List<string>();
        foreach ((int count, string unit) in new[] { (age.Days, "day"), (age.Hours, "hour"), (age.Minutes, "minute"), (age.Seconds, "second") })
        {
            if (count > 0)
            {
                parts.Add(Count(count, unit));
            }
        }

        return string.Join(", ", parts);
    }

    private static string Count(int count, string unit) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + unit + (count == 1 ? string.Empty : "s");

    private static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length);

    private static string Format(string format, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);
}
