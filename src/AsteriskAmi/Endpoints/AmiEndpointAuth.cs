using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>How an endpoint logs in (action PJSIPShowEndpoint). The secret, which the server tells too, is left out.</summary>
public sealed class AmiEndpointAuth
{
    internal AmiEndpointAuth(AmiMessage item, AmiSession session)
    {
        Name = HeaderValue.Text(item, "ObjectName");
        Endpoint = HeaderValue.Text(item, "EndpointName");
        AuthType = HeaderValue.Text(item, "AuthType");
        UserName = HeaderValue.Text(item, "Username");
        Realm = HeaderValue.Text(item, "Realm");
        Session = session;
    }

    /// <summary>The name of its section.</summary>
    public string Name { get; }

    /// <summary>The endpoint's name.</summary>
    public string Endpoint { get; }

    /// <summary>The kind of login: userpass, md5, digest, google_oauth.</summary>
    public string AuthType { get; }

    /// <summary>The user's name.</summary>
    public string UserName { get; }

    /// <summary>The realm; empty for the server's own.</summary>
    public string Realm { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The name of its section.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
