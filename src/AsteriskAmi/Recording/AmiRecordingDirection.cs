namespace AsteriskAmi.Recording;

/// <summary>Which part of a call a recording takes, seen from the server (action MixMonitorMute).</summary>
public enum AmiRecordingDirection
{
    /// <summary>Both.</summary>
    Both,

    /// <summary>What comes from the channel: what its telephone says.</summary>
    Read,

    /// <summary>What goes to the channel: what its telephone hears.</summary>
    Write,
}
