using System;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.States;

/// <summary>A presence, as it was when the server was asked (actions PresenceStateList and PresenceState).</summary>
public sealed class AmiPresence
{
    /// <summary>An item of the list.</summary>
    internal AmiPresence(AmiMessage item, AmiSession session)
        : this(HeaderValue.Text(item, "Presentity"), HeaderValue.Text(item, "Status"), item, "Message", session)
    {
    }

    /// <summary>The answer for one name. Its first Message is that of the answer.</summary>
    internal AmiPresence(AmiMessage answer, string name, AmiSession session)
        : this(name, HeaderValue.Text(answer, "State"), answer, "PresenceMessage", session)
    {
    }

    private AmiPresence(string name, string status, AmiMessage item, string message, AmiSession session)
    {
        Name = name;
        Status = StatusOf(status);
        Subtype = HeaderValue.Text(item, "Subtype");
        Message = HeaderValue.Text(item, message);
        Session = session;
    }

    /// <summary>The provider and its name for it (CustomPresence:1001).</summary>
    public string Name { get; }

    /// <summary>Its state.</summary>
    public AmiPresenceStatus Status { get; }

    /// <summary>More about the state, in the words of who set it.</summary>
    public string Subtype { get; }

    /// <summary>A message for people.</summary>
    public string Message { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The presence's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    private static AmiPresenceStatus StatusOf(string text) =>
        Enum.TryParse(text.Replace("_", string.Empty), ignoreCase: true, out AmiPresenceStatus status) ? status : AmiPresenceStatus.Invalid;
}
