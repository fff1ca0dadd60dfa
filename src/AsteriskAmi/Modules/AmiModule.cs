using AsteriskAmi.Session;

namespace AsteriskAmi.Modules;

/// <summary>A module that a server has loaded.</summary>
public sealed class AmiModule
{
    internal AmiModule(string name, AmiSession session)
    {
        Name = name;
        Session = session;
    }

    /// <summary>The module's name, without .so.</summary>
    public string Name { get; }

    /// <summary>What it is, cut to 40 characters; empty for an account that may not see it.</summary>
    public string Description { get; internal init; } = string.Empty;

    /// <summary>How many use it: channels and other modules; null for an account that may not see it.</summary>
    public int? UseCount { get; internal init; }

    /// <summary>Running or Not Running; empty for an account that may not see it.</summary>
    public string Status { get; internal init; } = string.Empty;

    /// <summary>Who cares for it: core, extended, deprecated; empty for an account that may not see it.</summary>
    public string SupportLevel { get; internal init; } = string.Empty;

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The module's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
