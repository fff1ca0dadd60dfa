using AsteriskAmi.Session;

namespace AsteriskAmi.Calls;

/// <summary>A variable of a channel or of the whole server, or what a function of the dialplan gives.</summary>
public sealed class AmiVariable
{
    internal AmiVariable(string name, string value, string? channel, AmiSession session)
    {
        Name = name;
        Value = value;
        Channel = channel;
        Session = session;
    }

    /// <summary>Its name; with its arguments where it is a function: CALLERID(num).</summary>
    public string Name { get; }

    /// <summary>Its value. Asterisk gives an empty one for a variable that was never set.</summary>
    public string Value { get; }

    /// <summary>The channel whose it is, as it was asked for; null for one of the whole server.</summary>
    public string? Channel { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The variable's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
