namespace AsteriskAmi;

/// <summary>What went wrong, in the terms that scripts branch on.</summary>
public enum AmiErrorCode
{
    /// <summary>There is no open session to use.</summary>
    NotConnected,

    /// <summary>The server could not be reached, or closed before it said who it is.</summary>
    ConnectionFailed,

    /// <summary>The connection ended while it was in use.</summary>
    ConnectionLost,

    /// <summary>TLS could not be agreed with the server, or its certificate cannot be trusted.</summary>
    TlsFailed,

    /// <summary>The server refused the login.</summary>
    AuthenticationFailed,

    /// <summary>The account lacks the privilege for the action.</summary>
    PermissionDenied,

    /// <summary>The server answered the action with an error.</summary>
    ActionFailed,

    /// <summary>The server did not answer in time.</summary>
    Timeout,

    /// <summary>A header's name or value cannot be sent.</summary>
    InvalidHeader,

    /// <summary>The peer does not speak AMI, or broke its framing.</summary>
    ProtocolError,

    /// <summary>The thing that was named does not exist on the server.</summary>
    NotFound,

    /// <summary>Several sessions fit and none was chosen.</summary>
    AmbiguousSession,
}
