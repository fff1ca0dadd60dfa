using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.States;

/// <summary>An extension with its state, as it was when the server was asked (actions ExtensionStateList and ExtensionState).</summary>
public sealed class AmiExtension
{
    internal AmiExtension(AmiMessage item, AmiSession session)
    {
        Extension = HeaderValue.Text(item, "Exten");
        Context = HeaderValue.Text(item, "Context");
        Status = (AmiExtensionStatus)(HeaderValue.OptionalInteger(item, "Status") ?? (int)AmiExtensionStatus.Unknown);
        Hint = HeaderValue.Text(item, "Hint");
        Session = session;
    }

    /// <summary>The extension; a string, since extensions may begin with zeros.</summary>
    public string Extension { get; }

    /// <summary>Its context in the dialplan.</summary>
    public string Context { get; }

    /// <summary>Its state.</summary>
    public AmiExtensionStatus Status { get; }

    /// <summary>The devices that the state comes from, and behind a comma the provider of its presence.</summary>
    public string Hint { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The extension with its context.</summary>
    /// <returns>extension@context.</returns>
    public override string ToString() => Extension + "@" + Context;
}
