using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Applications;

/// <summary>ConfBridge: puts the channel into a room, which comes with the first and goes with the last user.</summary>
internal static class ConfBridgeApplication
{
    internal static ApplicationResult Run(ApplicationCall call)
    {
        PbxState pbx = call.Pbx;
        string name = call.Argument(0);
        if (name.Length == 0)
        {
            return ApplicationResult.Hangup;
        }

        Conference? room = pbx.Conferences.FirstOrDefault(conference => conference.Name == name);
        if (room is { Locked: true })
        {
            return ApplicationResult.Done;
        }

        room ??= Open(pbx, name);
        var user = new ConferenceUser(call.Channel);
        room.Users.Add(user);
        room.Bridge.Enter(call.Channel);
        if (room.Bridge.HiddenMembers > 0 && room.Users.Count == 1)
        {
            pbx.SetVariable(call.Channel, "BRIDGEPEER", "CBAnn/" + name + "-" + pbx.NextLocalNumber() + ";2");
        }

        pbx.Publish(Event("ConfbridgeJoin", room).Add(string.Empty, call.Channel)
            .Add("Admin", "No")
            .Add("Muted", "No"));
        pbx.Calls.Block(call.Channel, -1, () => Leave(pbx, room, user));
        return ApplicationResult.Blocked;
    }

    /// <summary>Takes a user out; the caller decides where its channel goes.</summary>
    internal static void Leave(PbxState pbx, Conference room, ConferenceUser user)
    {
        if (!room.Users.Remove(user))
        {
            return;
        }

        if (room.Users.Count == 0)
        {
            pbx.SetVariable(user.Channel, "BRIDGEPEER", string.Empty);
        }

        Frame left = Event("ConfbridgeLeave", room).Add(string.Empty, user.Channel).Add("Admin", "No");
        room.Bridge.Leave(user.Channel);
        pbx.SetVariable(user.Channel, "CONFBRIDGE_RESULT", user.Channel.SoftHangup ? "HANGUP" : "KICKED");
        pbx.Publish(left);
        if (room.Users.Count == 0)
        {
            pbx.Conferences.Remove(room);
            pbx.Publish(Event("ConfbridgeEnd", room));
            pbx.DeviceStates.Set(room.Device, DeviceStates.NotInUse);
            room.Bridge.Destroy();
        }
    }

    internal static Frame Event(string name, Conference room) =>
        Frame.Event(name, EventClasses.Call).Add("Conference", room.Name).Add(room.Bridge);

    private static Conference Open(PbxState pbx, string name)
    {
        var room = new Conference(name, new Bridge(pbx, "base", "softmix", "ConfBridge", name));
        pbx.Conferences.Add(room);

        // The channel that would play announcements; it is in the count and nowhere else.
        room.Bridge.HiddenMembers = 1;
        pbx.Publish(Event("ConfbridgeStart", room));
        pbx.DeviceStates.Set(room.Device, DeviceStates.InUse);
        return room;
    }
}
