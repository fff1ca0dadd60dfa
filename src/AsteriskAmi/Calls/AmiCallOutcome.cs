namespace AsteriskAmi.Calls;

/// <summary>How a call that was originated turned out.</summary>
public enum AmiCallOutcome
{
    /// <summary>The channel could not be called at all, or the number does not exist.</summary>
    Failed,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>It was busy.</summary>
    Busy,

    /// <summary>The network or the channel was congested.</summary>
    Congestion,

    /// <summary>Nobody answered in time.</summary>
    NoAnswer,
}
