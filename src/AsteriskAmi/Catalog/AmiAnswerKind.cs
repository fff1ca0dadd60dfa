namespace AsteriskAmi.Catalog;

/// <summary>How a server answers an action. None is 0, which PowerShell takes for false.</summary>
public enum AmiAnswerKind
{
    /// <summary>One message.</summary>
    Response = 1,

    /// <summary>A message that announces a list, then an event for each item.</summary>
    List,

    /// <summary>A message, and later an event that tells the outcome or what was asked for.</summary>
    Event,

    /// <summary>Text that is no message: no client can tell where it ends.</summary>
    Text,
}
