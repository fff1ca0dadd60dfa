namespace AsteriskAmi.Transport.Http;

/// <summary>What an answer means for the session on the server.</summary>
internal enum HttpVerdict
{
    /// <summary>The request was taken.</summary>
    Taken,

    /// <summary>The request was refused before anything was done: it can be sent again with a new ticket.</summary>
    Again,

    /// <summary>The request was refused, and so would be any other: the credentials are wrong.</summary>
    Refused,

    /// <summary>The server did not know the session any more and refused the request.</summary>
    Unknown,

    /// <summary>The server did not know the session any more; it took the request in a new one.</summary>
    Replaced,
}
