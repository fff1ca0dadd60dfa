using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>What an endpoint is recognized by without a login (action PJSIPShowEndpoint).</summary>
public sealed class AmiIdentify
{
    internal AmiIdentify(AmiMessage item, AmiSession session)
    {
        Name = HeaderValue.Text(item, "ObjectName");
        Endpoint = HeaderValue.Text(item, "EndpointName");
        Match = HeaderValue.Text(item, "Match");
        MatchHeader = HeaderValue.Text(item, "MatchHeader");
        Session = session;
    }

    /// <summary>The name of its section.</summary>
    public string Name { get; }

    /// <summary>The endpoint's name.</summary>
    public string Endpoint { get; }

    /// <summary>The networks that its traffic comes from, with commas between several.</summary>
    public string Match { get; }

    /// <summary>A SIP header that its traffic has.</summary>
    public string MatchHeader { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The name of its section.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
