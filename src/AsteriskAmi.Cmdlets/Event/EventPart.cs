using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A piece of a merged stream: events of one session, or the failure that ended that session's stream.</summary>
internal sealed class EventPart
{
    internal EventPart(AmiSession session, IReadOnlyList<AmiMessage> events)
    {
        Session = session;
        Events = events;
    }

    internal EventPart(AmiSession session, AmiException failure)
    {
        Session = session;
        Events = Array.Empty<AmiMessage>();
        Failure = failure;
    }

    internal AmiSession Session { get; }

    internal IReadOnlyList<AmiMessage> Events { get; }

    internal AmiException? Failure { get; }
}
