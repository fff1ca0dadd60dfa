namespace AsteriskAmi.Session;

/// <summary>Where a session is in its life.</summary>
public enum AmiSessionState
{
    /// <summary>It is connecting or logging in for the first time.</summary>
    Connecting,

    /// <summary>It is logged in and can be used.</summary>
    Connected,

    /// <summary>It lost its connection and is making a new one.</summary>
    Reconnecting,

    /// <summary>It has ended.</summary>
    Closed,
}
