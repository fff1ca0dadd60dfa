using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Parking;

/// <summary>A parking lot (action Parkinglots).</summary>
public sealed class AmiParkingLot
{
    internal AmiParkingLot(AmiMessage item, AmiSession session)
    {
        ParkingLot = HeaderValue.Text(item, "Name");
        StartSpace = HeaderValue.Text(item, "StartSpace");
        StopSpace = HeaderValue.Text(item, "StopSpace");
        Timeout = HeaderValue.Seconds(item, "Timeout") is { Ticks: > 0 } time ? time : null;
        Session = session;
    }

    /// <summary>The lot's name.</summary>
    public string ParkingLot { get; }

    /// <summary>The first space, as it is dialed.</summary>
    public string StartSpace { get; }

    /// <summary>The last space.</summary>
    public string StopSpace { get; }

    /// <summary>After what time a call goes back, in whole seconds; null for never.</summary>
    public TimeSpan? Timeout { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The lot's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => ParkingLot;
}
