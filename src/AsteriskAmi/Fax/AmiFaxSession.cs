using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Fax;

/// <summary>A fax that is on its way, as it was when the server was asked (action FAXSessions).</summary>
public class AmiFaxSession
{
    internal AmiFaxSession(AmiMessage item, AmiSession session)
    {
        SessionNumber = HeaderValue.Integer(item, "SessionNumber");
        Channel = HeaderValue.Text(item, "Channel");
        Operation = HeaderValue.Text(item, "Operation");
        State = HeaderValue.Text(item, "State");
        SessionType = HeaderValue.Text(item, "SessionType");
        Technology = HeaderValue.Text(item, "Technology");
        Files = HeaderValue.Text(item, "Files");
        Session = session;
    }

    private protected AmiFaxSession(AmiFaxSession listed)
    {
        SessionNumber = listed.SessionNumber;
        Channel = listed.Channel;
        Operation = listed.Operation;
        State = listed.State;
        SessionType = listed.SessionType;
        Technology = listed.Technology;
        Files = listed.Files;
        Session = listed.Session;
    }

    /// <summary>Its number, from 0 since the start of the server.</summary>
    public int SessionNumber { get; }

    /// <summary>The channel's name.</summary>
    public string Channel { get; }

    /// <summary>What is done: send, receive, gateway, none.</summary>
    public string Operation { get; }

    /// <summary>How far it is: Uninitialized, Initialized, Open, Active, Complete, Reserved, Inactive.</summary>
    public string State { get; }

    /// <summary>How it goes over the line: G.711 or T.38.</summary>
    public string SessionType { get; }

    /// <summary>What does the work: Spandsp...</summary>
    public string Technology { get; }

    /// <summary>The files on the server, with commas between several.</summary>
    public string Files { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The number and the channel.</summary>
    /// <returns>A short text.</returns>
    public override string ToString() => $"{SessionNumber} {Channel}";
}
