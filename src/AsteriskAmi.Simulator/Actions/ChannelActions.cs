using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Applications;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>What is done to channels: hang up, redirect, variables, digits.</summary>
internal static class ChannelActions
{
    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int systemCall = ActionTable.Of(EventClasses.System, EventClasses.Call);
        add("AbsoluteTimeout", systemCall, AbsoluteTimeout);
        add("Getvar", ActionTable.Of(EventClasses.Call, EventClasses.Reporting), Getvar);
        add("Hangup", systemCall, Hangup);
        add("LocalOptimizeAway", systemCall, LocalOptimizeAway);
        add("PlayDTMF", EventClasses.Call, PlayDtmf);
        add("Redirect", EventClasses.Call, Redirect);
        add("Setvar", EventClasses.Call, Setvar);
    }

    private static void Hangup(ActionContext context)
    {
        string name = context["Channel"];
        if (name.Length == 0)
        {
            context.Error("No channel specified");
            return;
        }

        _ = int.TryParse(context["Cause"], NumberStyles.Integer, CultureInfo.InvariantCulture, out int cause);
        cause = cause is > 0 and <= 127 ? cause : HangupCauses.None;
        if (name.Length >= 2 && name[0] == '/' && name[name.Length - 1] == '/')
        {
            HangupMatching(context, name, cause);
            return;
        }

        Channel? channel = context.Pbx.FindChannel(name);
        if (channel is null)
        {
            context.Error("No such channel");
            return;
        }

        context.Success("Channel Hungup");
        context.Pbx.Calls.RequestHangup(channel, cause);
    }

    /// <summary>Hangs up every channel whose name a regular expression between slashes matches.</summary>
    private static void HangupMatching(ActionContext context, string text, int cause)
    {
        Regex regex;
        try
        {
            regex = new Regex(text.Substring(1, text.Length - 2), RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (ArgumentException)
        {
            context.Error("Regex compile failed on: " + text);
            return;
        }

        context.StartList("Channels hung up will follow");
        foreach (Channel channel in context.Pbx.Channels.Where(channel => regex.IsMatch(channel.Name)).ToList())
        {
            context.SendItem(context.ListItem("ChannelHungup").Add("Channel", channel.Name));
            context.Pbx.Calls.RequestHangup(channel, cause);
        }

        context.EndList("ChannelsHungupListComplete");
    }

    private static void Redirect(ActionContext context)
    {
        if (!TryReadPlace(context, string.Empty, null, out DialplanPlace place))
        {
            return;
        }

        Channel? channel = context.Pbx.FindChannel(context["Channel"]);
        if (channel is null)
        {
            context.Error("Channel does not exist: " + context["Channel"]);
            return;
        }

        if (!context.Has("ExtraChannel"))
        {
            context.Success("Redirect successful");
            context.Pbx.Calls.Redirect(channel, place);
            return;
        }

        Channel? extra = context.Pbx.FindChannel(context["ExtraChannel"]);
        if (extra is null)
        {
            context.Error("ExtraChannel does not exist: " + context["ExtraChannel"]);
            return;
        }

        if (!TryReadPlace(context, "Extra", place, out DialplanPlace extraPlace))
        {
            return;
        }

        context.Success("Dual Redirect successful");
        context.Pbx.Calls.Redirect(channel, place);
        context.Pbx.Calls.Redirect(extra, extraPlace);
    }

    /// <summary>Reads Exten, Context and Priority; the extra ones may all be missing.</summary>
    private static bool TryReadPlace(ActionContext context, string prefix, DialplanPlace? fallback, out DialplanPlace place)
    {
        place = fallback!;
        if (fallback is not null && !context.Has(prefix + "Exten"))
        {
            return true;
        }

        if (prefix.Length == 0 && !context.Has("Channel"))
        {
            context.Error("Channel not specified");
            return false;
        }

        foreach (string header in new[] { "Context", "Exten", "Priority" })
        {
            if (!context.Has(prefix + header))
            {
                context.Error(prefix + header + " not specified");
                return false;
            }
        }

        if (!int.TryParse(context[prefix + "Priority"], NumberStyles.Integer, CultureInfo.InvariantCulture, out int priority)
            || priority < 1)
        {
            context.Error(prefix + "Priority is invalid");
            return false;
        }

        place = new DialplanPlace(context[prefix + "Context"], context[prefix + "Exten"], priority);
        return true;
    }

    private static void Getvar(ActionContext context)
    {
        if (!context.Has("Variable"))
        {
            context.Error("No variable specified");
        }
        else if (TryFindChannel(context, out Channel? channel))
        {
            context.Send(context.Answer("Success")
                .Add("Variable", context["Variable"])
                .Add("Value", VariableText.Get(context.Pbx, channel, context["Variable"])));
        }
    }

    private static void Setvar(ActionContext context)
    {
        if (!context.Has("Variable"))
        {
            context.Error("No variable specified");
        }
        else if (TryFindChannel(context, out Channel? channel))
        {
            if (VariableText.Set(context.Pbx, channel, context["Variable"], context["Value"]))
            {
                context.Success("Variable Set");
            }
            else
            {
                context.Error("Variable not set");
            }
        }
    }

    /// <summary>Finds the channel if one is named; answers with an error if it is not there.</summary>
    private static bool TryFindChannel(ActionContext context, out Channel? channel)
    {
        channel = context.Has("Channel") ? context.Pbx.FindChannel(context["Channel"]) : null;
        if (channel is null && context.Has("Channel"))
        {
            context.Error("No such channel");
            return false;
        }

        return true;
    }

    private static void AbsoluteTimeout(ActionContext context)
    {
        if (!context.Has("Channel"))
        {
            context.Error("No channel specified");
            return;
        }

        if (!context.Has("Timeout"))
        {
            context.Error("No timeout specified");
            return;
        }

        if (!TryFindChannel(context, out Channel? channel))
        {
            return;
        }

        _ = double.TryParse(context["Timeout"], NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds);
        channel!.TimeToHangup = seconds > 0 ? PbxState.UnixSeconds(DateTime.UtcNow) + (long)seconds : 0;
        long expected = channel.TimeToHangup;
        if (expected != 0)
        {
            context.Pbx.Scheduler.After((long)(seconds * 1000), () =>
            {
                if (channel.TimeToHangup == expected)
                {
                    context.Pbx.Calls.RequestHangup(channel, HangupCauses.None);
                }
            });
        }

        context.Success("Timeout Set");
    }

    private static void PlayDtmf(ActionContext context)
    {
        Channel? channel = context.Pbx.FindChannel(context["Channel"]);
        if (channel is null)
        {
            context.Error("Channel not found");
            return;
        }

        if (!context.Has("Digit"))
        {
            context.Error("No digit specified");
            return;
        }

        int milliseconds = 0;
        if (context.Has("Duration") && !int.TryParse(context["Duration"], NumberStyles.Integer, CultureInfo.InvariantCulture, out milliseconds))
        {
            context.Error("Could not convert Duration parameter");
            return;
        }

        context.Success("DTMF successfully queued");
        string digit = context["Digit"].Substring(0, 1);
        if (context.IsTrue("Receive"))
        {
            MediaApplications.EndDigit(context.Pbx, channel, digit, milliseconds);
        }
        else
        {
            MediaApplications.Receive(context.Pbx, channel.Other, digit, Math.Max(milliseconds, MediaApplications.DigitMilliseconds));
        }
    }

    private static void LocalOptimizeAway(ActionContext context)
    {
        if (!context.Has("Channel"))
        {
            context.Error("'Channel' not specified.");
        }
        else if (context.Pbx.FindChannel(context["Channel"]) is null)
        {
            context.Error("Channel does not exist.");
        }
        else
        {
            context.Success("Queued channel to be optimized away");
        }
    }
}
