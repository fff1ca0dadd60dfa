namespace AsteriskAmi.Calls;

/// <summary>Which of two channels hear a tone when they are connected (action Bridge).</summary>
public enum AmiBridgeTone
{
    /// <summary>None.</summary>
    No,

    /// <summary>The first.</summary>
    Channel1,

    /// <summary>The second.</summary>
    Channel2,

    /// <summary>Both.</summary>
    Both,
}
