using System;
using System.Collections.Generic;
using System.Globalization;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>Originate.</summary>
internal static class OriginateAction
{
    private const int DefaultTimeoutMilliseconds = 30_000;
    private const int LongestWaitMilliseconds = 3_600_000;

    internal static void Register(Action<string, int, ActionHandler> add) =>
        add("Originate", EventClasses.Originate, Originate);

    private static void Originate(ActionContext context)
    {
        string? fault = Read(context, out OriginateRequest request);
        if (fault is not null)
        {
            context.Error(fault);
            return;
        }

        request.Async = context.IsTrue("Async");
        if (request.Async)
        {
            context.Success("Originate successfully queued");
            context.Pbx.Scheduler.Post(() => new OriginateCall(context.Pbx, request, _ => { }).Start());
            return;
        }

        bool answered = false;
        var pending = new PendingAnswer(LongestWaitMilliseconds, () =>
        {
            if (answered)
            {
                context.Success("Originate successfully queued");
            }
            else
            {
                context.Error("Originate failed");
            }
        });
        context.Pending = pending;
        context.Pbx.Scheduler.Post(() => new OriginateCall(context.Pbx, request, result =>
        {
            answered = result;
            pending.Ready();
        }).Start());
    }

    /// <summary>Reads the action; gives what is wrong with it, or null.</summary>
    private static string? Read(ActionContext context, out OriginateRequest request)
    {
        request = new OriginateRequest
        {
            ChannelText = context["Channel"],
            Application = context["Application"],
            Data = context["Data"],
            Account = context["Account"],
            ChannelId = context.Has("ChannelId") ? context["ChannelId"] : null,
            OtherChannelId = context.Has("OtherChannelId") ? context["OtherChannelId"] : null,
            ActionId = context.Action.ActionId,
            TimeoutMilliseconds = DefaultTimeoutMilliseconds,
        };
        if (!context.Has("Channel"))
        {
            return "Channel not specified";
        }

        int priority = 0;
        if (context.Has("Priority")
            && (!int.TryParse(context["Priority"], NumberStyles.Integer, CultureInfo.InvariantCulture, out priority) || priority < 1))
        {
            return "Invalid priority";
        }

        if (context.Has("Timeout"))
        {
            if (!long.TryParse(context["Timeout"], NumberStyles.Integer, CultureInfo.InvariantCulture, out long timeout))
            {
                return "Invalid timeout";
            }

            request.TimeoutMilliseconds = timeout > 0 ? timeout : LongestWaitMilliseconds;
        }

        if (request.ChannelText.IndexOf('/') < 0)
        {
            return "Invalid channel";
        }

        ReadCallerId(context["CallerID"], request);
        ReadVariables(context, request);
        return ReadDestination(context, request, priority);
    }

    private static string? ReadDestination(ActionContext context, OriginateRequest request, int priority)
    {
        if (request.Application.Length > 0)
        {
            return null;
        }

        if (!context.Has("Exten") || !context.Has("Context") || priority == 0)
        {
            return "Originate with 'Exten' requires 'Context' and 'Priority'";
        }

        if (context.Pbx.Dialplan.Find(context["Context"], context["Exten"], priority) is null)
        {
            return "Extension does not exist.";
        }

        request.Place = new DialplanPlace(context["Context"], context["Exten"], priority);
        return null;
    }

    /// <summary>Reads "Name &lt;number&gt;", a number alone or a name alone.</summary>
    private static void ReadCallerId(string text, OriginateRequest request)
    {
        int open = text.IndexOf('<');
        int close = text.IndexOf('>');
        if (open >= 0 && close > open)
        {
            request.CallerIdName = text.Substring(0, open).Trim().Trim('"');
            request.CallerIdNumber = text.Substring(open + 1, close - open - 1);
        }
        else if (IsNumber(text))
        {
            request.CallerIdNumber = text;
        }
        else
        {
            request.CallerIdName = text.Trim().Trim('"');
        }
    }

    private static bool IsNumber(string text)
    {
        foreach (char c in text)
        {
            if (c is not ((>= '0' and <= '9') or '+' or '*' or '#' or '-' or '.' or '(' or ')'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the Variable headers: one variable each, or several with commas between.</summary>
    private static void ReadVariables(ActionContext context, OriginateRequest request)
    {
        foreach (string value in context.Action.All("Variable"))
        {
            foreach (string part in ArgumentText.Split(value))
            {
                int equals = part.IndexOf('=');
                if (part.Length > 0)
                {
                    request.Variables.Add(new KeyValuePair<string, string>(
                        equals < 0 ? part : part.Substring(0, equals),
                        equals < 0 ? string.Empty : part.Substring(equals + 1)));
                }
            }
        }
    }
}
