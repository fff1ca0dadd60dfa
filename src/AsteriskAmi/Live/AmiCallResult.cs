namespace AsteriskAmi.Live;

/// <summary>What became of a call in the end. None is 0, which PowerShell takes for false: a call that has an outcome has ended.</summary>
public enum AmiCallResult
{
    /// <summary>Somebody answered; or nobody was to be reached, and an application of the server answered.</summary>
    Answered = 1,

    /// <summary>The last one who was called was busy.</summary>
    Busy,

    /// <summary>Nobody answered in time.</summary>
    NoAnswer,

    /// <summary>The network or the channel was congested.</summary>
    Congestion,

    /// <summary>The caller gave up before anybody answered: while it rang, in a queue, or in a parking lot.</summary>
    Abandoned,

    /// <summary>Nobody could be called.</summary>
    Failed,

    /// <summary>It became part of another call: a parked call was taken back, a ringing one picked up, two were connected.</summary>
    Joined,

    /// <summary>It ended while no event could come.</summary>
    Unknown,
}
