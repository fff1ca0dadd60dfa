namespace AsteriskAmi.Live;

/// <summary>What a member of a queue does.</summary>
public enum AmiAgentState
{
    /// <summary>Can take a call.</summary>
    Available,

    /// <summary>A call of the queue rings.</summary>
    Ringing,

    /// <summary>Talks to a caller of the queue.</summary>
    Talking,

    /// <summary>Has the time after a call that the queue gives (wrapuptime).</summary>
    WrapUp,

    /// <summary>Takes no calls for now.</summary>
    Paused,

    /// <summary>The telephone is in use, for something else than a call of the queue.</summary>
    Busy,

    /// <summary>The telephone cannot be reached.</summary>
    Unavailable,

    /// <summary>Is no member any more.</summary>
    Removed,
}
