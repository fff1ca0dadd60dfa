namespace AsteriskAmi.Transport.Http;

/// <summary>What a request carries to be known as part of a session.</summary>
/// <param name="Header">The header's line; null for none.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="Nonce">The nonce that it answers; null for none.</param>
/// <param name="Count">Which request with that nonce it belongs to.</param>
/// <param name="IsProof">Whether the server refuses it if, and only if, the session is still the same.</param>
internal readonly record struct HttpTicket(
    string? Header,
    HttpClock.Moment IssuedAt = default,
    string? Nonce = null,
    int Count = 0,
    bool IsProof = false);
