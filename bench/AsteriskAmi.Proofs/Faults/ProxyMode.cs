namespace AsteriskAmi.Proofs.Faults;

/// <summary>What a proxy does with what comes.</summary>
internal enum ProxyMode
{
    /// <summary>Hands it on.</summary>
    Pass,

    /// <summary>Hands it on late.</summary>
    Delay,

    /// <summary>Hands it on in pieces of one to three bytes.</summary>
    Split,

    /// <summary>Hands on what the client sends, and swallows what the server sends.</summary>
    Mute,

    /// <summary>Swallows everything.</summary>
    Swallow,

    /// <summary>Does not read any more.</summary>
    Stall,
}
