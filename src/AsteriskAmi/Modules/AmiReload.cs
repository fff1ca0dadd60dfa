using AsteriskAmi.Session;

namespace AsteriskAmi.Modules;

/// <summary>What came of a reload.</summary>
public sealed class AmiReload
{
    internal AmiReload(string? module, string message, AmiSession session)
    {
        Module = module;
        Message = message;
        Session = session;
    }

    /// <summary>The module, as it was named; null for everything.</summary>
    public string? Module { get; }

    /// <summary>What the server says.</summary>
    public string Message { get; }

    /// <summary>The session that was used.</summary>
    public AmiSession Session { get; }

    /// <summary>What the server says.</summary>
    /// <returns>The message.</returns>
    public override string ToString() => Message;
}
