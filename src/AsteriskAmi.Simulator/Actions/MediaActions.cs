using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>
/// What is said, muted and recorded on channels. There is no sound here: the answers, events and variables are those of
/// Asterisk, and no file comes of a recording.
/// </summary>
internal static class MediaActions
{
    private const string Folder = "/var/spool/asterisk/monitor/";

    private static readonly Regex _idVariable = new(@"i\(([^)]*)\)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static long _lastId = 0x7f0000000000;

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int systemCall = ActionTable.Of(EventClasses.System, EventClasses.Call);
        add("MixMonitor", EventClasses.System, MixMonitor);
        add("MixMonitorMute", systemCall, MixMonitorMute);
        add("MuteAudio", EventClasses.System, MuteAudio);
        add("SendText", EventClasses.Call, SendText);
        add("StopMixMonitor", systemCall, StopMixMonitor);
    }

    private static void MuteAudio(ActionContext context)
    {
        if (Has(context, "Channel", "Channel not specified")
            && Has(context, "State", "State not specified")
            && Has(context, "Direction", "Direction not specified")
            && TryFind(context, out _))
        {
            context.Send(context.Answer("Success"));
        }
    }

    private static void SendText(ActionContext context)
    {
        if (Has(context, "Channel", "No channel specified") && Has(context, "Message", "No Message specified") && TryFind(context, out _))
        {
            context.Success("Success");
        }
    }

    private static void MixMonitor(ActionContext context)
    {
        if (!Has(context, "Channel", "No channel specified") || !TryFind(context, out Channel channel))
        {
            return;
        }

        if (!context.Has("File"))
        {
            context.Error("Could not start monitoring channel");
            return;
        }

        string id = "0x" + (++_lastId).ToString("x", CultureInfo.InvariantCulture);
        channel.Recordings.Insert(0, id);
        string file = context["File"];
        context.Pbx.SetVariable(channel, "MIXMONITOR_FILENAME", file[0] == '/' ? file : Folder + file);
        Match variable = _idVariable.Match(context["Options"]);
        if (variable.Success)
        {
            context.Pbx.SetVariable(channel, variable.Groups[1].Value, id);
        }

        context.Pbx.Publish("MixMonitorStart", EventClasses.Call, channel);
        context.Send(variable.Success ? context.Answer("Success").Add("MixMonitorID", id) : context.Answer("Success"));
    }

    /// <summary>Ends the recording with an id, or the one that was begun last.</summary>
    private static void StopMixMonitor(ActionContext context)
    {
        if (!Has(context, "Channel", "No channel specified") || !TryFind(context, out Channel channel))
        {
            return;
        }

        string? id = context.Has("MixMonitorID") ? context["MixMonitorID"] : channel.Recordings.FirstOrDefault();
        if (id is null || !channel.Recordings.Remove(id))
        {
            context.Error("Could not stop monitoring channel");
            return;
        }

        context.Pbx.Publish("MixMonitorStop", EventClasses.Call, channel);
        context.Send(context.Answer("Success"));
    }

    private static void MixMonitorMute(ActionContext context)
    {
        string direction = context["Direction"];
        if (!Has(context, "Direction", "No direction specified. Must be read, write or both")
            || !Has(context, "Channel", "No channel specified"))
        {
            return;
        }

        if (direction is not ("read" or "write" or "both"))
        {
            context.Error("Invalid direction specified. Must be read, write or both");
        }
        else if (Has(context, "State", "No state specified") && TryFind(context, out Channel channel))
        {
            if (channel.Recordings.Count == 0)
            {
                context.Error("Cannot set mute flag");
                return;
            }

            context.Pbx.Publish("MixMonitorMute", EventClasses.Call, channel, ("Direction", direction), ("State", context["State"]));
            context.Send(context.Answer("Success"));
        }
    }

    private static bool Has(ActionContext context, string header, string missing)
    {
        if (!context.Has(header))
        {
            context.Error(missing);
        }

        return context.Has(header);
    }

    private static bool TryFind(ActionContext context, out Channel channel)
    {
        channel = context.Pbx.FindChannel(context["Channel"])!;
        if (channel is null)
        {
            context.Error("No such channel");
        }

        return channel is not null;
    }
}
