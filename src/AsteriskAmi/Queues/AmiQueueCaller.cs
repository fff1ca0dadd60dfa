using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>A caller who waits in a queue, as it was when the server was asked (action QueueStatus).</summary>
public sealed class AmiQueueCaller
{
    internal AmiQueueCaller(AmiMessage item, AmiSession session)
    {
        Queue = HeaderValue.Text(item, "Queue");
        Position = HeaderValue.Integer(item, "Position");
        Channel = HeaderValue.Text(item, "Channel");
        Uniqueid = HeaderValue.Text(item, "Uniqueid");
        CallerIdNumber = HeaderValue.Party(item, "CallerIDNum");
        CallerIdName = HeaderValue.Party(item, "CallerIDName");
        ConnectedLineNumber = HeaderValue.Party(item, "ConnectedLineNum");
        ConnectedLineName = HeaderValue.Party(item, "ConnectedLineName");
        Wait = HeaderValue.Seconds(item, "Wait");
        Priority = HeaderValue.Integer(item, "Priority");
        Session = session;
    }

    /// <summary>The queue.</summary>
    public string Queue { get; }

    /// <summary>The place in the queue; 1 is next.</summary>
    public int Position { get; }

    /// <summary>The caller's channel.</summary>
    public string Channel { get; }

    /// <summary>The channel's unique id.</summary>
    public string Uniqueid { get; }

    /// <summary>The caller's number; empty when it is not known.</summary>
    public string CallerIdNumber { get; }

    /// <summary>The caller's name.</summary>
    public string CallerIdName { get; }

    /// <summary>The number of the party the channel talks to.</summary>
    public string ConnectedLineNumber { get; }

    /// <summary>The name of the party the channel talks to.</summary>
    public string ConnectedLineName { get; }

    /// <summary>How long the caller has waited, in whole seconds.</summary>
    public TimeSpan Wait { get; }

    /// <summary>The caller's priority; higher ones are served first.</summary>
    public int Priority { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The caller's channel.</summary>
    /// <returns>The channel.</returns>
    public override string ToString() => Channel;
}
