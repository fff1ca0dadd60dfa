namespace AsteriskAmi.Endpoints;

/// <summary>What came of asking an endpoint whether it is there.</summary>
public enum AmiEndpointTestStatus
{
    /// <summary>It answered.</summary>
    Reachable,

    /// <summary>It did not answer in time.</summary>
    Unreachable,

    /// <summary>There is nobody to ask: it is not registered, and its configuration names no contact.</summary>
    NoContact,

    /// <summary>The server asked but does not keep the answer: qualify_frequency of the AOR is 0.</summary>
    NotKept,
}
