using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Conferences;

/// <summary>A conference of ConfBridge, as it was when the server was asked (action ConfbridgeListRooms).</summary>
public sealed class AmiConference
{
    internal AmiConference(AmiMessage item, AmiSession session)
    {
        Conference = HeaderValue.Text(item, "Conference");
        Parties = HeaderValue.Integer(item, "Parties");
        Marked = HeaderValue.Integer(item, "Marked");
        Locked = HeaderValue.Flag(item, "Locked");
        Muted = HeaderValue.Flag(item, "Muted");
        Session = session;
    }

    /// <summary>The conference's name.</summary>
    public string Conference { get; }

    /// <summary>How many are in it.</summary>
    public int Parties { get; }

    /// <summary>How many of them are marked.</summary>
    public int Marked { get; }

    /// <summary>Whether nobody may join but admins.</summary>
    public bool Locked { get; }

    /// <summary>Whether those who join are silent.</summary>
    public bool Muted { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The conference's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Conference;
}
