using System;

namespace AsteriskAmi.Session;

/// <summary>A session's new state.</summary>
public sealed class AmiStateChangedEventArgs : EventArgs
{
    internal AmiStateChangedEventArgs(AmiSessionState state, DateTime since, string? reason)
    {
        State = state;
        Since = since;
        Reason = reason;
    }

    /// <summary>The state.</summary>
    public AmiSessionState State { get; }

    /// <summary>Since when, in local time.</summary>
    public DateTime Since { get; }

    /// <summary>Why; null for Connected.</summary>
    public string? Reason { get; }
}
