namespace AsteriskAmi.Endpoints;

/// <summary>How a registration stands, in Asterisk's words (res/res_pjsip_outbound_registration.c).</summary>
public enum AmiRegistrationStatus
{
    /// <summary>A word that is not known here.</summary>
    Unknown,

    /// <summary>Not registered: not yet, not any more, or the other side did not answer.</summary>
    Unregistered,

    /// <summary>Registered.</summary>
    Registered,

    /// <summary>The other side refused it.</summary>
    Rejected,

    /// <summary>About to end.</summary>
    Stopping,

    /// <summary>Ended.</summary>
    Stopped,
}
