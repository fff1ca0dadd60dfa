namespace AsteriskAmi.Endpoints;

/// <summary>What is known of a contact, in Asterisk's words (res/res_pjsip/location.c).</summary>
public enum AmiContactStatus
{
    /// <summary>It was not asked yet.</summary>
    Unknown,

    /// <summary>It answered when it was last asked.</summary>
    Reachable,

    /// <summary>It did not answer when it was last asked.</summary>
    Unreachable,

    /// <summary>The server does not ask it: qualify_frequency of its AOR is 0.</summary>
    NonQualified,

    /// <summary>It has just registered.</summary>
    Created,

    /// <summary>It is not registered any more.</summary>
    Removed,
}
