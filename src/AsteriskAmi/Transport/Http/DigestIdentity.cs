using System;

namespace AsteriskAmi.Transport.Http;

/// <summary>
/// A session that the nonce of a digest names. Asterisk opens a new session for a nonce that it does not know, and works
/// on the request in it (main/manager.c, auth_http_callback): whoever counts on the events in between would never know.
/// But it refuses a count that it has seen, with stale=true, before anything is done. So the first request after a pause
/// repeats a count: if that is refused, the session is still there, and the request goes again.
/// </summary>
internal sealed class DigestIdentity : IHttpIdentity
{
    // No session ends sooner than 5 seconds after its last request, whatever httptimeout says.
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(4);

    private static readonly char[] _lineEnds = { '\r', '\n', '\0' };

    private readonly string _user;
    private readonly string _secret;
    private readonly string _path;
    private readonly HttpClock _clock;
    private readonly object _gate = new();
    private DigestChallenge? _challenge;
    private int _lastCount;
    private int _countSeen;
    private HttpClock.Moment _lastSure;

    /// <param name="user">The account.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="path">The path of every request.</param>
    /// <param name="clock">Measures pauses.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: the account would begin another header.</exception>
    internal DigestIdentity(string user, string secret, string path, HttpClock clock)
    {
        if (user.IndexOfAny(_lineEnds) >= 0)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, "The user name holds a line end or a NUL character, which would begin another header. Remove it.");
        }

        _user = user;
        _secret = secret;
        _path = path;
        _clock = clock;
    }

    /// <inheritdoc/>
    public bool IsKnown { get; private set; }

    /// <inheritdoc/>
    public TimeSpan Lifetime => TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public HttpTicket Issue()
    {
        lock (_gate)
        {
            HttpClock.Moment now = _clock.Now;
            if (_challenge is null)
            {
                return new HttpTicket(null, now);
            }

            bool isProof = _countSeen > 0 && _clock.Since(_lastSure) >= _longestPause;
            int count = isProof ? _countSeen : ++_lastCount;
            return new HttpTicket(_challenge.Answer(_user, _secret, _path, count), now, _challenge.Nonce, count, isProof);
        }
    }

    /// <inheritdoc/>
    public HttpVerdict Judge(HttpReply reply, HttpTicket ticket)
    {
        DigestChallenge? challenge = reply.Status == 401 ? DigestChallenge.Of(reply) : null;
        lock (_gate)
        {
            if (reply.Status != 401)
            {
                return Take(ticket);
            }

            if (challenge is null || (ticket.Header is not null && !challenge.IsStale))
            {
                return HttpVerdict.Refused;
            }

            if (challenge.Nonce != _challenge?.Nonce)
            {
                _challenge = challenge;
                _lastCount = 0;
                _countSeen = 0;
            }

            _lastSure = _clock.Now;
            return HttpVerdict.Again;
        }
    }

    private HttpVerdict Take(HttpTicket ticket)
    {
        if (ticket.IsProof)
        {
            return HttpVerdict.Replaced;
        }

        // The request that opens a session is not counted by the server.
        if (IsKnown && ticket.Nonce == _challenge?.Nonce)
        {
            _countSeen = Math.Max(_countSeen, ticket.Count);
        }

        IsKnown = true;
        if (ticket.IssuedAt.Time > _lastSure.Time)
        {
            _lastSure = ticket.IssuedAt;
        }

        return HttpVerdict.Taken;
    }
}
