using System;

namespace AsteriskAmi.Transport.Http;

/// <summary>What ties requests to one session on the server. Thread-safe.</summary>
internal interface IHttpIdentity
{
    /// <summary>Whether the server has opened a session.</summary>
    public bool IsKnown { get; }

    /// <summary>How long the server keeps a session that is not used.</summary>
    public TimeSpan Lifetime { get; }

    /// <summary>Makes what a request must carry.</summary>
    public HttpTicket Issue();

    /// <summary>Looks at an answer.</summary>
    /// <param name="reply">The answer, its body unread.</param>
    /// <param name="ticket">What the request carried.</param>
    /// <returns>What the answer means for the session.</returns>
    public HttpVerdict Judge(HttpReply reply, HttpTicket ticket);
}
