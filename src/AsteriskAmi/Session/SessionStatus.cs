using System;

namespace AsteriskAmi.Session;

/// <summary>Where a session is in its life, since when, and why.</summary>
internal sealed class SessionStatus
{
    internal SessionStatus(AmiSessionState state, DateTimeOffset since, AmiException? reason)
    {
        State = state;
        Since = since;
        Reason = reason;
    }

    internal AmiSessionState State { get; }

    internal DateTimeOffset Since { get; }

    internal AmiException? Reason { get; }
}
