namespace AsteriskAmi.Endpoints;

/// <summary>Who has registered with whom.</summary>
public enum AmiRegistrationDirection
{
    /// <summary>A telephone with the server.</summary>
    Inbound,

    /// <summary>The server with another: a trunk.</summary>
    Outbound,
}
