namespace AsteriskAmi.Server;

/// <summary>When a server stops or restarts.</summary>
public enum AmiShutdownPace
{
    /// <summary>When there happens to be no call; new ones are taken meanwhile.</summary>
    WhenConvenient,

    /// <summary>When the calls have ended; new ones and all actions are refused meanwhile.</summary>
    Gracefully,

    /// <summary>At once; calls are cut off.</summary>
    Now,
}
