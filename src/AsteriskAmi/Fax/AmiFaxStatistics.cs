using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Fax;

/// <summary>What the server has done with faxes since it started (action FAXStats).</summary>
public sealed class AmiFaxStatistics
{
    internal AmiFaxStatistics(AmiMessage item, AmiSession session)
    {
        CurrentSessions = HeaderValue.Integer(item, "CurrentSessions");
        ReservedSessions = HeaderValue.Integer(item, "ReservedSessions");
        TransmitAttempts = HeaderValue.Integer(item, "TransmitAttempts");
        ReceiveAttempts = HeaderValue.Integer(item, "ReceiveAttempts");
        CompletedFaxes = HeaderValue.Integer(item, "CompletedFAXes");
        FailedFaxes = HeaderValue.Integer(item, "FailedFAXes");
        Session = session;
    }

    /// <summary>How many faxes are on their way.</summary>
    public int CurrentSessions { get; }

    /// <summary>How many are about to begin.</summary>
    public int ReservedSessions { get; }

    /// <summary>How many it has tried to send.</summary>
    public int TransmitAttempts { get; }

    /// <summary>How many it has tried to receive.</summary>
    public int ReceiveAttempts { get; }

    /// <summary>How many have ended, well or not.</summary>
    public int CompletedFaxes { get; }

    /// <summary>How many of them have failed.</summary>
    public int FailedFaxes { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }
}
