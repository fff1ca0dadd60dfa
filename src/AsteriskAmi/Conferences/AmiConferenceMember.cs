using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Conferences;

/// <summary>Somebody in a conference, as it was when the server was asked (action ConfbridgeList).</summary>
public sealed class AmiConferenceMember
{
    internal AmiConferenceMember(AmiMessage item, AmiSession session)
    {
        Conference = HeaderValue.Text(item, "Conference");
        Channel = HeaderValue.Text(item, "Channel");
        Admin = HeaderValue.Flag(item, "Admin");
        MarkedUser = HeaderValue.Flag(item, "MarkedUser");
        WaitMarked = HeaderValue.Flag(item, "WaitMarked");
        EndMarked = HeaderValue.Flag(item, "EndMarked");
        EndMarkedAny = HeaderValue.Flag(item, "EndMarkedAny");
        Waiting = HeaderValue.Flag(item, "Waiting");
        Muted = HeaderValue.Flag(item, "Muted");
        Talking = HeaderValue.Flag(item, "Talking");
        AnsweredTime = HeaderValue.Seconds(item, "AnsweredTime");
        CallerIdNumber = HeaderValue.Party(item, "CallerIDNum");
        CallerIdName = HeaderValue.Party(item, "CallerIDName");
        Context = HeaderValue.Text(item, "Context");
        Extension = HeaderValue.Text(item, "Exten");
        Uniqueid = HeaderValue.Text(item, "Uniqueid");
        Linkedid = HeaderValue.Text(item, "Linkedid");
        Session = session;
    }

    /// <summary>The conference's name.</summary>
    public string Conference { get; }

    /// <summary>The member's channel.</summary>
    public string Channel { get; }

    /// <summary>Whether it is an admin of the conference.</summary>
    public bool Admin { get; }

    /// <summary>Whether it is marked.</summary>
    public bool MarkedUser { get; }

    /// <summary>Whether it must wait for somebody marked.</summary>
    public bool WaitMarked { get; }

    /// <summary>Whether it is put out when the last one who is marked leaves.</summary>
    public bool EndMarked { get; }

    /// <summary>Whether it is put out when anybody who is marked leaves; false where the server is too old to say.</summary>
    public bool EndMarkedAny { get; }

    /// <summary>Whether it waits for somebody marked now.</summary>
    public bool Waiting { get; }

    /// <summary>Whether nobody hears it.</summary>
    public bool Muted { get; }

    /// <summary>Whether it talks now; always false unless the conference detects who talks.</summary>
    public bool Talking { get; }

    /// <summary>How long ago its channel was answered, in whole seconds.</summary>
    public TimeSpan AnsweredTime { get; }

    /// <summary>The caller's number; empty when it is not known.</summary>
    public string CallerIdNumber { get; }

    /// <summary>The caller's name.</summary>
    public string CallerIdName { get; }

    /// <summary>The dialplan context.</summary>
    public string Context { get; }

    /// <summary>The extension in the dialplan.</summary>
    public string Extension { get; }

    /// <summary>The channel's unique id.</summary>
    public string Uniqueid { get; }

    /// <summary>The unique id that ties the legs of one call together.</summary>
    public string Linkedid { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The member's channel.</summary>
    /// <returns>The channel.</returns>
    public override string ToString() => Channel;
}
