using System;
using System.Globalization;

namespace AsteriskAmi.Transport.Http;

/// <summary>
/// A session that a cookie names. To a request whose cookie it does not know, Asterisk gives another one, and refuses
/// what needs a login (main/manager.c, generic_http_callback): nothing was done then.
/// </summary>
internal sealed class CookieIdentity : IHttpIdentity
{
    private const string Name = "mansession_id";

    private readonly object _gate = new();
    private string? _value;
    private TimeSpan _lifetime = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public TimeSpan Lifetime
    {
        get
        {
            lock (_gate)
            {
                return _lifetime;
            }
        }
    }

    /// <inheritdoc/>
    public bool IsKnown
    {
        get
        {
            lock (_gate)
            {
                return _value is not null;
            }
        }
    }

    /// <inheritdoc/>
    public HttpTicket Issue()
    {
        lock (_gate)
        {
            return new HttpTicket(_value is null ? null : "Cookie: " + Name + "=" + _value);
        }
    }

    /// <inheritdoc/>
    public HttpVerdict Judge(HttpReply reply, HttpTicket ticket)
    {
        foreach (string cookie in reply.All("Set-Cookie"))
        {
            string[] parts = cookie.Split(';');
            int equals = parts[0].IndexOf('=');
            if (equals >= 0 && parts[0].Substring(0, equals).Trim() == Name)
            {
                return Adopt(parts[0].Substring(equals + 1).Trim(), MaxAge(parts));
            }
        }

        return reply.Status == 401 ? HttpVerdict.Refused : HttpVerdict.Taken;
    }

    private HttpVerdict Adopt(string value, TimeSpan? maxAge)
    {
        lock (_gate)
        {
            if (_value is not null && _value != value)
            {
                return HttpVerdict.Unknown;
            }

            _value = value;
            _lifetime = maxAge ?? _lifetime;
            return HttpVerdict.Taken;
        }
    }

    private static TimeSpan? MaxAge(string[] parts)
    {
        foreach (string part in parts)
        {
            string[] pair = part.Split('=');
            if (pair.Length == 2
                && string.Equals(pair[0].Trim(), "Max-Age", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(pair[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }
}
