namespace AsteriskAmi.Endpoints;

/// <summary>What is known of a peer, in the words of chan_sip and chan_iax2.</summary>
public enum AmiPeerStatus
{
    /// <summary>It is not registered, or was not asked yet.</summary>
    Unknown,

    /// <summary>The server does not ask it.</summary>
    Unmonitored,

    /// <summary>It answered in time.</summary>
    Ok,

    /// <summary>It answered late.</summary>
    Lagged,

    /// <summary>It did not answer.</summary>
    Unreachable,
}
