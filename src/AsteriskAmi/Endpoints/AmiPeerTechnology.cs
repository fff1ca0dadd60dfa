namespace AsteriskAmi.Endpoints;

/// <summary>The channel drivers that have peers.</summary>
public enum AmiPeerTechnology
{
    /// <summary>chan_sip, which Asterisk 21 and later have not.</summary>
    Sip,

    /// <summary>chan_iax2.</summary>
    Iax2,
}
