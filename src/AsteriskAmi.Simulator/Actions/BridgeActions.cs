using System;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Applications;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>Bridges and the conferences on top of them.</summary>
internal static class BridgeActions
{
    private static readonly (string Name, string Type, int Priority)[] _technologies =
    {
        ("native_rtp", "Native", 90), ("holding_bridge", "Holding", 50), ("simple_bridge", "1to1Mix", 50), ("softmix", "MultiMix", 10),
    };

    internal static void Register(Action<string, int, ActionHandler> add)
    {
        add("BridgeInfo", EventClasses.None, BridgeInfo);
        add("BridgeList", EventClasses.None, BridgeList);
        add("BridgeTechnologyList", EventClasses.None, BridgeTechnologyList);
        add("ConfbridgeKick", EventClasses.Call, Kick);
        add("ConfbridgeList", EventClasses.Reporting, ConfbridgeList);
        add("ConfbridgeListRooms", EventClasses.Reporting, ConfbridgeListRooms);
        add("ConfbridgeLock", EventClasses.Call, context => Lock(context, true));
        add("ConfbridgeMute", EventClasses.Call, context => Mute(context, true));
        add("ConfbridgeStartRecord", EventClasses.System, StartRecord);
        add("ConfbridgeStopRecord", EventClasses.System, StopRecord);
        add("ConfbridgeUnlock", EventClasses.Call, context => Lock(context, false));
        add("ConfbridgeUnmute", EventClasses.Call, context => Mute(context, false));
    }

    private static void BridgeList(ActionContext context)
    {
        context.StartList("Bridge listing will follow");
        foreach (Bridge bridge in context.Pbx.Bridges.Where(bridge => !context.Has("BridgeType") || bridge.Type == context["BridgeType"]))
        {
            context.SendItem(context.ListItem("BridgeListItem").Add(bridge));
        }

        context.EndList("BridgeListComplete");
    }

    private static void BridgeInfo(ActionContext context)
    {
        if (!context.Has("BridgeUniqueid"))
        {
            context.Error("BridgeUniqueid must be provided");
            return;
        }

        Bridge? bridge = context.Pbx.Bridges.FirstOrDefault(known => known.Uniqueid == context["BridgeUniqueid"]);
        if (bridge is null)
        {
            context.Error("Specified BridgeUniqueid not found");
            return;
        }

        context.StartList("Bridge channel listing will follow");
        foreach (Channel channel in bridge.Members)
        {
            context.SendItem(context.ListItem("BridgeInfoChannel").Add(string.Empty, channel));
        }

        context.EndList("BridgeInfoComplete", (frame, _) => frame.Add(bridge));
    }

    private static void BridgeTechnologyList(ActionContext context)
    {
        context.StartList("Bridge technology listing will follow");
        foreach ((string name, string type, int priority) in _technologies)
        {
            context.SendItem(context.ListItem("BridgeTechnologyListItem")
                .Add("BridgeTechnology", name)
                .Add("BridgeType", type)
                .Add("BridgePriority", priority)
                .Add("BridgeSuspended", "No"));
        }

        context.EndList("BridgeTechnologyListComplete");
    }

    private static void ConfbridgeListRooms(ActionContext context)
    {
        if (context.Pbx.Conferences.Count == 0)
        {
            context.Error("No active conferences.");
            return;
        }

        context.StartList("Confbridge conferences will follow");
        foreach (Conference room in context.Pbx.Conferences)
        {
            context.SendItem(context.ListItem("ConfbridgeListRooms")
                .Add("Conference", room.Name)
                .Add("Parties", room.Users.Count)
                .Add("Marked", 0)
                .Add("Locked", room.Locked ? "Yes" : "No")
                .Add("Muted", "No"));
        }

        context.EndList("ConfbridgeListRoomsComplete");
    }

    private static void ConfbridgeList(ActionContext context)
    {
        if (!TryFind(context, out Conference room))
        {
            return;
        }

        context.StartList("Confbridge user list will follow");
        foreach (ConferenceUser user in room.Users)
        {
            context.SendItem(context.ListItem("ConfbridgeList")
                .Add("Conference", room.Name)
                .Add("Admin", "No")
                .Add("MarkedUser", "No")
                .Add("WaitMarked", "No")
                .Add("EndMarked", "No")
                .Add("EndMarkedAny", "No")
                .Add("Waiting", "No")
                .Add("Muted", user.Muted ? "Yes" : "No")
                .Add("Talking", "No")
                .Add("AnsweredTime", (long)(DateTime.UtcNow - (user.Channel.Answered ?? user.Since)).TotalSeconds)
                .Add(string.Empty, user.Channel));
        }

        context.EndList("ConfbridgeListComplete");
    }

    private static void Lock(ActionContext context, bool locked)
    {
        if (TryFind(context, out Conference room))
        {
            room.Locked = locked;
            context.Success(locked ? "Conference locked" : "Conference unlocked");
        }
    }

    private static void StartRecord(ActionContext context)
    {
        if (!TryFind(context, out Conference room))
        {
            return;
        }

        if (room.Recorded)
        {
            context.Error("Conference is already being recorded.");
            return;
        }

        room.Recorded = true;
        context.Success("Conference Recording Started.");
        context.Pbx.Publish(ConfBridgeApplication.Event("ConfbridgeRecord", room));
    }

    private static void StopRecord(ActionContext context)
    {
        if (!TryFind(context, out Conference room))
        {
            return;
        }

        if (!room.Recorded)
        {
            context.Error("Internal error while stopping recording.");
            return;
        }

        room.Recorded = false;
        context.Success("Conference Recording Stopped.");
        context.Pbx.Publish(ConfBridgeApplication.Event("ConfbridgeStopRecord", room));
    }

    private static void Mute(ActionContext context, bool muted)
    {
        if (!TryFind(context, out Conference room) || !TryFindUser(context, room, out ConferenceUser user))
        {
            return;
        }

        context.Success(muted ? "User muted" : "User unmuted");
        user.Muted = muted;
        context.Pbx.Publish(ConfBridgeApplication.Event(muted ? "ConfbridgeMute" : "ConfbridgeUnmute", room)
            .Add(string.Empty, user.Channel)
            .Add("Admin", "No"));
    }

    private static void Kick(ActionContext context)
    {
        if (!TryFind(context, out Conference room) || !TryFindUser(context, room, out ConferenceUser user))
        {
            return;
        }

        context.Success("User kicked");
        context.Pbx.Scheduler.Post(() =>
        {
            if (room.Users.Contains(user))
            {
                ConfBridgeApplication.Leave(context.Pbx, room, user);
                context.Pbx.Calls.Finish(user.Channel);
            }
        });
    }

    private static bool TryFind(ActionContext context, out Conference room)
    {
        room = context.Pbx.Conferences.FirstOrDefault(known => known.Name == context["Conference"])!;
        if (!context.Has("Conference"))
        {
            context.Error("No Conference name provided.");
        }
        else if (context.Pbx.Conferences.Count == 0)
        {
            context.Error("No active conferences.");
        }
        else if (room is null)
        {
            context.Error("No Conference by that name found.");
        }

        return room is not null;
    }

    private static bool TryFindUser(ActionContext context, Conference room, out ConferenceUser user)
    {
        user = room.Users.FirstOrDefault(known => known.Channel.Name == context["Channel"])!;
        if (!context.Has("Channel"))
        {
            context.Error("No channel name provided.");
        }
        else if (user is null)
        {
            context.Error("No Channel by that name found in Conference.");
        }

        return user is not null;
    }
}
