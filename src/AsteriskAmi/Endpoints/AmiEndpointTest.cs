using System;
using AsteriskAmi.Session;

namespace AsteriskAmi.Endpoints;

/// <summary>What came of asking one contact of an endpoint whether it is there (action PJSIPQualify).</summary>
public sealed class AmiEndpointTest
{
    internal AmiEndpointTest(string endpoint, string contactUri, AmiEndpointTestStatus status, TimeSpan? roundTrip, AmiSession session)
    {
        Endpoint = endpoint;
        ContactUri = contactUri;
        Status = status;
        RoundTrip = roundTrip;
        Session = session;
    }

    /// <summary>The endpoint's name.</summary>
    public string Endpoint { get; }

    /// <summary>The contact that was asked; empty for none.</summary>
    public string ContactUri { get; }

    /// <summary>What came of it.</summary>
    public AmiEndpointTestStatus Status { get; }

    /// <summary>How long it took to answer, to the microsecond; null unless it is reachable.</summary>
    public TimeSpan? RoundTrip { get; }

    /// <summary>Whether it answered.</summary>
    public bool IsReachable => Status == AmiEndpointTestStatus.Reachable;

    /// <summary>The session that asked.</summary>
    public AmiSession Session { get; }

    /// <summary>The endpoint and what came of it.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{Endpoint}: {Status}";
}
