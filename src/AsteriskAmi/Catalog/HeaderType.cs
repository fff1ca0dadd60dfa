namespace AsteriskAmi.Catalog;

/// <summary>What a header's value means, and so what it is shown as.</summary>
internal enum HeaderType : byte
{
    /// <summary>Text, as it came.</summary>
    Text,

    /// <summary>A whole number: an int, or a long where it is too large for one.</summary>
    Integer,

    /// <summary>A number with a fraction: a double.</summary>
    Number,

    /// <summary>Yes or no, as 1, yes, y, true, on or enabled, and their opposites: a bool.</summary>
    Boolean,

    /// <summary>A moment, as seconds since 1970 or as a date and time: a DateTime; null for 1970, which stands for never.</summary>
    Time,

    /// <summary>A length of time, as seconds or as hours:minutes:seconds: a TimeSpan.</summary>
    Duration,

    /// <summary>A length of time in milliseconds: a TimeSpan.</summary>
    Milliseconds,
}
