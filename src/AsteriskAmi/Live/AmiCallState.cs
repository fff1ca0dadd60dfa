namespace AsteriskAmi.Live;

/// <summary>Where a call is in its life.</summary>
public enum AmiCallState
{
    /// <summary>It is being set up; nothing rings yet.</summary>
    Dialling,

    /// <summary>Somebody's telephone rings.</summary>
    Ringing,

    /// <summary>Parties talk, or an application of the server has answered.</summary>
    Up,

    /// <summary>One party holds the other.</summary>
    OnHold,

    /// <summary>It waits in a parking lot.</summary>
    Parked,

    /// <summary>The caller waits in a queue.</summary>
    InQueue,

    /// <summary>It is in a conference.</summary>
    InConference,

    /// <summary>It is over.</summary>
    Ended,
}
