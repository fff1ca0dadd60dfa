namespace AsteriskAmi.States;

/// <summary>The state of an extension, with Asterisk's numbers (include/asterisk/pbx.h).</summary>
public enum AmiExtensionStatus
{
    /// <summary>Its hint was removed.</summary>
    Removed = -2,

    /// <summary>It has no hint, or the hint tells nothing.</summary>
    Unknown = -1,

    /// <summary>All its devices are free.</summary>
    Idle = 0,

    /// <summary>One of its devices or more are in a call.</summary>
    InUse = 1,

    /// <summary>All its devices are busy.</summary>
    Busy = 2,

    /// <summary>None of its devices can be reached.</summary>
    Unavailable = 4,

    /// <summary>All its devices ring.</summary>
    Ringing = 8,

    /// <summary>In a call and ringing for another.</summary>
    InUseRinging = 9,

    /// <summary>All its devices are on hold.</summary>
    Hold = 16,

    /// <summary>In a call, with another on hold.</summary>
    InUseHold = 17,
}
