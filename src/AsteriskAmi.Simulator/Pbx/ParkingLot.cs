using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Simulator.Accounts;
using AsteriskAmi.Simulator.Calls;
using AsteriskAmi.Simulator.Connections;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>One call in the parking lot.</summary>
internal sealed class ParkedCall
{
    internal ParkedCall(Channel channel, int space)
    {
        Channel = channel;
        Space = space;
    }

    internal Channel Channel { get; }

    internal int Space { get; }

    internal DateTime Since { get; } = DateTime.UtcNow;

    internal string Device => "park:" + Space.ToString(CultureInfo.InvariantCulture) + "@parkedcalls";
}

/// <summary>The parking lot "default", spaces 701 to 720.</summary>
internal sealed class ParkingLot
{
    internal const string Name = "default";
    internal const int FirstSpace = 701;
    internal const int LastSpace = 720;
    internal const int TimeoutSeconds = 3600;

    private readonly PbxState _pbx;
    private Bridge? _bridge;

    internal ParkingLot(PbxState pbx)
    {
        _pbx = pbx;
    }

    internal List<ParkedCall> Calls { get; } = new();

    /// <summary>Parks a channel in the first free space; null when the lot is full.</summary>
    internal ParkedCall? Park(Channel channel)
    {
        int space = FirstSpace;
        while (Calls.Exists(parked => parked.Space == space))
        {
            space++;
        }

        if (space > LastSpace)
        {
            return null;
        }

        // The bridge stays when the lot is empty again, as Asterisk's does.
        _bridge ??= new Bridge(_pbx, "parking", "holding_bridge", "Parking", Name);
        var call = new ParkedCall(channel, space);
        Calls.Add(call);
        _pbx.Publish(Describe(Frame.Event("ParkedCall", EventClasses.Call), call));
        _bridge.Enter(channel);
        _pbx.DeviceStates.Set(call.Device, DeviceStates.InUse);
        _pbx.Publish("MusicOnHoldStart", EventClasses.Call, channel, ("Class", "default"));
        return call;
    }

    /// <summary>Takes a channel out of the lot.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="eventName">Why: ParkedCallGiveUp, ParkedCallTimeOut.</param>
    internal void Leave(Channel channel, string eventName)
    {
        ParkedCall? call = Calls.FirstOrDefault(parked => parked.Channel == channel);
        if (call is null)
        {
            return;
        }

        Calls.Remove(call);
        _pbx.Publish("MusicOnHoldStop", EventClasses.Call, channel);
        _bridge!.Leave(channel);
        _pbx.DeviceStates.Set(call.Device, DeviceStates.NotInUse);
        _pbx.Publish(Describe(Frame.Event(eventName, EventClasses.Call), call));
    }

    internal static Frame Describe(Frame frame, ParkedCall call)
    {
        long seconds = (long)(DateTime.UtcNow - call.Since).TotalSeconds;
        return frame.Add("Parkee", call.Channel)
            .Add("ParkerDialString", call.Channel.Device)
            .Add("Parkinglot", Name)
            .Add("ParkingSpace", call.Space)
            .Add("ParkingTimeout", TimeoutSeconds - seconds)
            .Add("ParkingDuration", seconds);
    }
}
