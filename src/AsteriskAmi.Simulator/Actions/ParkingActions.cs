using System;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;
using AsteriskAmi.Simulator.Pbx;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>The parking lot.</summary>
internal static class ParkingActions
{
    internal static void Register(Action<string, int, ActionHandler> add)
    {
        add("Park", EventClasses.Call, Park);
        add("ParkedCalls", EventClasses.Call, ParkedCalls);
        add("Parkinglots", EventClasses.Call, Parkinglots);
    }

    private static void ParkedCalls(ActionContext context)
    {
        if (context.Has("ParkingLot") && context["ParkingLot"] != ParkingLot.Name)
        {
            context.Error("Requested parking lot could not be found.");
            return;
        }

        context.StartList("Parked calls will follow");
        foreach (ParkedCall call in context.Pbx.Parking.Calls)
        {
            context.SendItem(context.WithActionId(ParkingLot.Describe(Frame.Event("ParkedCall", EventClasses.Call), call)));
        }

        context.EndList("ParkedCallsComplete", (frame, count) => frame.Add("Total", count));
    }

    private static void Parkinglots(ActionContext context)
    {
        context.StartList("Parking lots will follow");
        context.SendItem(context.ListItem("Parkinglot")
            .Add("Name", ParkingLot.Name)
            .Add("StartSpace", ParkingLot.FirstSpace)
            .Add("StopSpace", ParkingLot.LastSpace)
            .Add("Timeout", ParkingLot.TimeoutSeconds));
        context.EndList("ParkinglotsComplete");
    }

    private static void Park(ActionContext context)
    {
        if (!context.Has("Channel"))
        {
            context.Error("Channel not specified");
            return;
        }

        Channel? channel = context.Pbx.FindChannel(context["Channel"]);
        if (channel is null)
        {
            context.Error("Channel does not exist: " + context["Channel"]);
            return;
        }

        if (context.Has("Parkinglot") && context["Parkinglot"] != ParkingLot.Name)
        {
            context.Error("Park action failed");
            return;
        }

        context.Success("Park successful");
        context.Pbx.Calls.Redirect(channel, new DialplanPlace("parkedcalls", "700", 1));
    }
}
