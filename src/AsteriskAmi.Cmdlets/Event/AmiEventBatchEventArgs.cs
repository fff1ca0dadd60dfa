using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>What a PowerShell event of Register-AmiEvent carries: the AMI events that came since the one before.</summary>
public sealed class AmiEventBatchEventArgs : EventArgs
{
    internal AmiEventBatchEventArgs(IReadOnlyList<AmiMessage> events, AmiSession session)
    {
        Events = events;
        Session = session;
    }

    /// <summary>The AMI events, in the order in which they came; at least one.</summary>
    public IReadOnlyList<AmiMessage> Events { get; }

    /// <summary>The session that they came from.</summary>
    public AmiSession Session { get; }
}
