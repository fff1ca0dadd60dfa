namespace AsteriskAmi.Queues;

/// <summary>The state of a device, with Asterisk's numbers (include/asterisk/devicestate.h).</summary>
public enum AmiDeviceState
{
    /// <summary>Its state is not known.</summary>
    Unknown = 0,

    /// <summary>Free.</summary>
    NotInUse = 1,

    /// <summary>In a call.</summary>
    InUse = 2,

    /// <summary>Busy.</summary>
    Busy = 3,

    /// <summary>There is no such device.</summary>
    Invalid = 4,

    /// <summary>Not registered or not reachable.</summary>
    Unavailable = 5,

    /// <summary>Ringing.</summary>
    Ringing = 6,

    /// <summary>In a call and ringing for another.</summary>
    RingInUse = 7,

    /// <summary>On hold.</summary>
    OnHold = 8,
}
