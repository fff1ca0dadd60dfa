using System;
using System.Globalization;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Applications;

/// <summary>Variables and the few dialplan functions that the simulator knows, read and written by name.</summary>
internal static class VariableText
{
    private static readonly char[] _slash = { '/' };

    /// <summary>Replaces each ${NAME} by its value.</summary>
    internal static string Expand(PbxState pbx, Channel channel, string text)
    {
        int at = 0;
        int start;
        while ((start = text.IndexOf("${", at, StringComparison.Ordinal)) >= 0)
        {
            int end = text.IndexOf('}', start);
            if (end < 0)
            {
                break;
            }

            string value = Get(pbx, channel, text.Substring(start + 2, end - start - 2));
            text = text.Substring(0, start) + value + text.Substring(end + 1);
            at = start + value.Length;
        }

        return text;
    }

    /// <summary>The value of a variable or function; empty when there is none.</summary>
    /// <param name="pbx">The PBX.</param>
    /// <param name="channel">The channel to look at, or null for global variables only.</param>
    /// <param name="name">NAME or FUNCTION(argument).</param>
    internal static string Get(PbxState pbx, Channel? channel, string name)
    {
        if (SplitFunction(name, out string function, out string argument))
        {
            return GetFunction(pbx, channel, function, argument);
        }

        string? own = channel is null ? null : BuiltIn(channel, name) ?? channel.FindVariable(name);
        return own ?? (pbx.Globals.TryGetValue(name, out string? value) ? value : string.Empty);
    }

    /// <summary>Whether a variable has a value, be it empty; a function always has.</summary>
    internal static bool IsThere(PbxState pbx, Channel channel, string name) =>
        SplitFunction(name, out _, out _)
        || (BuiltIn(channel, name) ?? channel.FindVariable(name)) is not null
        || pbx.Globals.ContainsKey(name);

    /// <summary>Sets a variable or function.</summary>
    /// <returns>False when there is no such function, or it cannot be set.</returns>
    internal static bool Set(PbxState pbx, Channel? channel, string name, string value)
    {
        if (SplitFunction(name, out string function, out string argument))
        {
            return SetFunction(pbx, channel, function, argument, value);
        }

        if (channel is not null)
        {
            pbx.SetVariable(channel, name, value);
            return true;
        }

        pbx.Globals[name] = value;
        pbx.Publish(Connections.Frame.Event("VarSet", EventClasses.Dialplan)
            .Add("Channel", "none").Add("Uniqueid", "none").Add("Variable", name).Add("Value", value));
        return true;
    }

    private static bool SplitFunction(string name, out string function, out string argument)
    {
        int open = name.IndexOf('(');
        bool isFunction = open > 0 && name[name.Length - 1] == ')';
        function = isFunction ? name.Substring(0, open).ToUpperInvariant() : string.Empty;
        argument = isFunction ? name.Substring(open + 1, name.Length - open - 2) : string.Empty;
        return isFunction;
    }

    private static string? BuiltIn(Channel channel, string name) => name switch
    {
        "EXTEN" => channel.Exten,
        "CONTEXT" => channel.Context,
        "PRIORITY" => channel.Priority.ToString(CultureInfo.InvariantCulture),
        "CHANNEL" => channel.Name,
        "UNIQUEID" => channel.Uniqueid,
        "HANGUPCAUSE" => channel.HangupCause.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string GetFunction(PbxState pbx, Channel? channel, string function, string argument)
    {
        switch (function)
        {
            case "GLOBAL":
                return pbx.Globals.TryGetValue(argument, out string? value) ? value : string.Empty;
            case "DEVICE_STATE":
                return pbx.DeviceStates.Get(argument);
            case "DB":
                string[] path = argument.Split(_slash, 2);
                return pbx.Database.Find(path[0], path.Length > 1 ? path[1] : string.Empty) ?? string.Empty;
            case "CHANNEL" when channel is not null:
                return GetChannel(channel, argument);
            case "CALLERID" when channel is not null:
                return argument switch
                {
                    "num" => channel.CallerIdNumber,
                    "name" => channel.CallerIdName,
                    "all" => "\"" + channel.CallerIdName + "\" <" + channel.CallerIdNumber + ">",
                    _ => string.Empty,
                };
            default:
                return string.Empty;
        }
    }

    private static string GetChannel(Channel channel, string item) => item switch
    {
        "accountcode" => channel.AccountCode,
        "channeltype" => "Local",
        "context" => channel.Context,
        "exten" => channel.Exten,
        "language" => channel.Language,
        "linkedid" => channel.Linkedid,
        "name" => channel.Name,
        "state" => ChannelStates.Describe(channel.State),
        "uniqueid" => channel.Uniqueid,
        _ => string.Empty,
    };

    private static bool SetFunction(PbxState pbx, Channel? channel, string function, string argument, string value)
    {
        switch (function)
        {
            case "GLOBAL":
                return Set(pbx, null, argument, value);
            case "DEVICE_STATE" when argument.StartsWith("Custom:", StringComparison.Ordinal):
                string state = value.ToUpperInvariant();
                pbx.Database.Put("CustomDevstate", argument.Substring("Custom:".Length), state);
                pbx.DeviceStates.Set(argument, state);
                return true;
            case "PRESENCE_STATE" when argument.StartsWith(Presences.Provider, StringComparison.Ordinal):
                return pbx.Presences.Set(argument, value);
            case "DB":
                string[] path = argument.Split(_slash, 2);
                pbx.Database.Put(path[0], path.Length > 1 ? path[1] : string.Empty, value);
                return true;
            case "CHANNEL" when channel is not null && argument == "accountcode":
                pbx.Calls.SetAccountCode(channel, value);
                return true;
            case "CALLERID" when channel is not null && argument == "num":
                pbx.Calls.SetCallerId(channel, value, channel.CallerIdName);
                return true;
            case "CALLERID" when channel is not null && argument == "name":
                pbx.Calls.SetCallerId(channel, channel.CallerIdNumber, value);
                return true;
            default:
                return false;
        }
    }
}
