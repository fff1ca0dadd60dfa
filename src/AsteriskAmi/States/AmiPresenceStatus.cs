namespace AsteriskAmi.States;

/// <summary>Whether somebody wants to be called, in Asterisk's words (main/presencestate.c).</summary>
public enum AmiPresenceStatus
{
    /// <summary>Nothing is known: the provider cannot tell.</summary>
    Invalid,

    /// <summary>It was never set.</summary>
    NotSet,

    /// <summary>Not there.</summary>
    Unavailable,

    /// <summary>There.</summary>
    Available,

    /// <summary>Away for a while.</summary>
    Away,

    /// <summary>Away for long.</summary>
    Xa,

    /// <summary>Glad to talk.</summary>
    Chat,

    /// <summary>Not to be disturbed.</summary>
    Dnd,
}
