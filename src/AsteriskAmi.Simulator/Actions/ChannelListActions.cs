using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Applications;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>Lists of channels.</summary>
internal static class ChannelListActions
{
    private static readonly char[] _comma = { ',' };

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int read = ActionTable.Of(EventClasses.System, EventClasses.Reporting);
        add("CoreShowChannels", read, CoreShowChannels);
        add("CoreShowChannelMap", read, CoreShowChannelMap);
        add("Status", ActionTable.Of(EventClasses.System, EventClasses.Call, EventClasses.Reporting), Status);
    }

    /// <summary>How long a channel has been there, as "hh:mm:ss".</summary>
    internal static string Duration(Channel channel)
    {
        TimeSpan age = DateTime.UtcNow - channel.Created;
        return string.Format(CultureInfo.InvariantCulture, "{0:D2}:{1:D2}:{2:D2}", (int)age.TotalHours, age.Minutes, age.Seconds);
    }

    private static void CoreShowChannels(ActionContext context)
    {
        context.StartList("Channels will follow");
        foreach (Channel channel in context.Pbx.Channels)
        {
            context.SendItem(context.ListItem("CoreShowChannel")
                .Add(string.Empty, channel)
                .Add("Application", channel.Application)
                .Add("ApplicationData", channel.ApplicationData)
                .Add("Duration", Duration(channel))
                .Add("BridgeId", channel.Bridge?.Uniqueid));
        }

        context.EndList("CoreShowChannelsComplete");
    }

    /// <summary>Lists the channels that are connected with one, over bridges and Local halves.</summary>
    private static void CoreShowChannelMap(ActionContext context)
    {
        if (!context.Has("Channel"))
        {
            context.Error("CoreShowChannelMap requires a channel.\n");
            return;
        }

        // This one action wants the name; a Uniqueid does not do.
        Channel? start = context.Pbx.Channels.FirstOrDefault(channel => channel.Name == context["Channel"]);
        if (start is null)
        {
            context.Error("Could not get channel snapshot\n");
            return;
        }

        context.StartList("Channel map will follow");
        if (start.Bridge is not null)
        {
            foreach (Channel channel in Connected(start))
            {
                context.SendItem(context.ListItem("CoreShowChannelMap")
                    .Add("Channel", start.Name)
                    .Add("ConnectedChannel", channel.Name));
            }
        }

        context.EndList("CoreShowChannelMapComplete");
    }

    private static IEnumerable<Channel> Connected(Channel start)
    {
        // The other half of the channel itself is not followed.
        var seen = new List<Channel> { start };
        for (int i = 0; i < seen.Count; i++)
        {
            IEnumerable<Channel> near = seen[i].Bridge?.Members ?? Enumerable.Empty<Channel>();
            foreach (Channel channel in i > 0 && seen[i].Other is Channel other ? near.Append(other) : near)
            {
                if (!seen.Contains(channel))
                {
                    seen.Add(channel);
                }
            }
        }

        return seen.Skip(1);
    }

    private static void Status(ActionContext context)
    {
        IEnumerable<Channel> channels = context.Pbx.Channels;
        if (context.Has("Channel"))
        {
            Channel? one = context.Pbx.FindChannel(context["Channel"]);
            if (one is null)
            {
                context.Error("No such channel");
                return;
            }

            channels = new[] { one };
        }

        context.StartList("Channel status will follow");
        foreach (Channel channel in channels)
        {
            context.SendItem(DescribeStatus(context, channel));
        }

        context.EndList("StatusComplete", (frame, count) => frame.Add("Items", count));
    }

    private static Frame DescribeStatus(ActionContext context, Channel channel)
    {
        Frame frame = Frame.Item("Status").Add("Privilege", "Call")
            .Add(string.Empty, channel)
            .Add("Type", "Local")
            .Add("DNID", string.Empty)
            .Add("EffectiveConnectedLineNum", Frame.OrUnknown(channel.ConnectedNumber))
            .Add("EffectiveConnectedLineName", Frame.OrUnknown(channel.ConnectedName))
            .Add("TimeToHangup", channel.TimeToHangup)
            .Add("BridgeID", channel.Bridge?.Uniqueid)
            .Add("Application", channel.Application)
            .Add("Data", channel.ApplicationData)
            .Add("Nativeformats", "(slin)")
            .Add("Readformat", "slin")
            .Add("Readtrans", string.Empty)
            .Add("Writeformat", "slin")
            .Add("Writetrans", string.Empty)
            .Add("Callgroup", 0)
            .Add("Pickupgroup", 0)
            .Add("Seconds", (long)(DateTime.UtcNow - channel.Created).TotalSeconds);
        foreach (string name in context["Variables"].Split(_comma, StringSplitOptions.RemoveEmptyEntries))
        {
            string value = VariableText.IsThere(context.Pbx, channel, name) ? VariableText.Get(context.Pbx, channel, name) : "(null)";
            frame.Add("Variable", name + "=" + value);
        }

        if (context.IsTrue("AllVariables"))
        {
            foreach (KeyValuePair<string, string> variable in channel.Variables)
            {
                frame.Add("Variable", variable.Key + "=" + variable.Value);
            }
        }

        return context.WithActionId(frame);
    }
}
