namespace AsteriskAmi.Proofs.Faults;

/// <summary>What the session said of an action.</summary>
internal enum ActionOutcome
{
    /// <summary>The server answered that it did it.</summary>
    Done,

    /// <summary>The connection was lost meanwhile: whether the server did it is not known.</summary>
    Lost,

    /// <summary>No answer came in time: whether the server did it is not known.</summary>
    TimedOut,

    /// <summary>There was no connection to be had in time: it was not sent.</summary>
    NotSent,
}
