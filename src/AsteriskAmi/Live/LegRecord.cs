namespace AsteriskAmi.Live;

/// <summary>What is known of a channel now.</summary>
internal sealed class LegRecord
{
    internal LegRecord(string uniqueid, CallRecord call)
    {
        Uniqueid = uniqueid;
        Call = call;
    }

    internal string Uniqueid { get; }

    internal CallRecord Call { get; set; }

    internal string Name { get; set; } = string.Empty;

    internal string State { get; set; } = string.Empty;

    internal string CallerIdNumber { get; set; } = string.Empty;

    internal string CallerIdName { get; set; } = string.Empty;

    internal string BridgeId { get; set; } = string.Empty;

    /// <summary>Whether it is being called and that has had no end yet.</summary>
    internal bool IsDialled { get; set; }

    /// <summary>The bridge whose other party it holds; null for none.</summary>
    internal string? HeldBridge { get; set; }

    /// <summary>The queue in which it waits; null for none.</summary>
    internal string? Queue { get; set; }

    /// <summary>The parking space in which it waits; null for none.</summary>
    internal string? ParkingSpace { get; set; }

    /// <summary>The conference in which it is; null for none.</summary>
    internal string? Conference { get; set; }

    /// <summary>How many recordings of it run.</summary>
    internal int Recordings { get; set; }

    /// <summary>Whether it waits in a queue or a parking space.</summary>
    internal bool IsWaiting => Queue is not null || ParkingSpace is not null;

    internal bool IsUp => State == "Up";

    internal bool IsRinging => State == "Ringing";
}
