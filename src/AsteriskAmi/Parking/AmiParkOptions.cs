using System;

namespace AsteriskAmi.Parking;

/// <summary>Where and for how long a channel is parked.</summary>
public sealed class AmiParkOptions
{
    /// <summary>The lot's name; null for that of the channel.</summary>
    public string? ParkingLot { get; set; }

    /// <summary>After what time the call goes back, in whole seconds; zero for never, null for the lot's own.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>The channel whose telephone is called when the time is over; null for the parked one's own.</summary>
    public string? TimeoutChannel { get; set; }

    /// <summary>The channel that is told the space, if it is in a call; null for none.</summary>
    public string? AnnounceChannel { get; set; }
}
