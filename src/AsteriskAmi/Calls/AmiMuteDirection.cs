namespace AsteriskAmi.Calls;

/// <summary>Which way sound goes, seen from the server (action MuteAudio).</summary>
public enum AmiMuteDirection
{
    /// <summary>Both ways.</summary>
    All,

    /// <summary>From the telephone to the server: what the others hear of it.</summary>
    In,

    /// <summary>From the server to the telephone: what it hears of the others.</summary>
    Out,
}
