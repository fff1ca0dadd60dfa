using System;
using System.Collections.Generic;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>States of devices, extensions and presence.</summary>
internal static class StateActions
{
    internal static void Register(Action<string, int, ActionHandler> add)
    {
        int read = ActionTable.Of(EventClasses.Call, EventClasses.Reporting);
        add("DeviceStateList", read, DeviceStateList);
        add("ExtensionState", read, ExtensionState);
        add("ExtensionStateList", read, ExtensionStateList);
        add("PresenceState", read, PresenceState);
        add("PresenceStateList", read, PresenceStateList);
    }

    private static void DeviceStateList(ActionContext context)
    {
        context.StartList("Device State Changes will follow");
        foreach (KeyValuePair<string, string> state in context.Pbx.DeviceStates.Known)
        {
            context.SendItem(context.ListItem("DeviceStateChange").Add("Device", state.Key).Add("State", state.Value));
        }

        context.EndList("DeviceStateListComplete");
    }

    private static void ExtensionStateList(ActionContext context)
    {
        context.StartList("Extension Statuses will follow");
        DeviceStates states = context.Pbx.DeviceStates;
        foreach (HintEntry hint in states.Hints)
        {
            context.SendItem(states.ExtensionStatus(context.ListItem("ExtensionStatus"), hint.Exten, hint.Context, hint));
        }

        context.EndList("ExtensionStateListComplete");
    }

    private static void ExtensionState(ActionContext context)
    {
        if (!context.Has("Exten"))
        {
            context.Error("Extension not specified");
            return;
        }

        string name = context.Has("Context") ? context["Context"] : "default";
        DeviceStates states = context.Pbx.DeviceStates;
        context.Send(states.ExtensionStatus(
            context.Answer("Success").Add("Message", "Extension Status"),
            context["Exten"],
            name,
            states.FindHint(context["Exten"], name)));
    }

    private static void PresenceState(ActionContext context)
    {
        if (!context.Has("Provider"))
        {
            context.Error("No provider specified");
        }
        else if (context["Provider"].StartsWith(Presences.Provider, StringComparison.Ordinal))
        {
            Answer(context, context.Pbx.Presences.Find(context["Provider"]));
        }
        else
        {
            context.Error("Invalid provider " + context["Provider"] + " or provider in invalid state");
        }
    }

    // What there is to say of a presence comes as Message again, and as PresenceMessage.
    private static void Answer(ActionContext context, Presence? presence)
    {
        Frame answer = context.Answer("Success").Add("Message", "Presence State").Add("State", presence?.Status ?? "not_set");
        if (presence?.Subtype.Length > 0)
        {
            answer.Add("Subtype", presence.Subtype);
        }

        if (presence?.Message.Length > 0)
        {
            answer.Add("Message", presence.Message).Add("PresenceMessage", presence.Message);
        }

        context.Send(answer);
    }

    private static void PresenceStateList(ActionContext context)
    {
        context.StartList("Presence State Changes will follow");
        foreach (Presence presence in context.Pbx.Presences.Known)
        {
            context.SendItem(presence.Describe(context.ListItem("PresenceStateChange")));
        }

        context.EndList("PresenceStateListComplete");
    }
}
