namespace AsteriskAmi.Events;

/// <summary>How often events with the same value of a header came.</summary>
public sealed class AmiEventRate
{
    internal AmiEventRate(string value, long count, double share, double perSecond, long peakPerSecond)
    {
        Value = value;
        Count = count;
        Share = share;
        PerSecond = perSecond;
        PeakPerSecond = peakPerSecond;
    }

    /// <summary>The value: an event's name, a channel, a queue...</summary>
    public string Value { get; }

    /// <summary>How many events came.</summary>
    public long Count { get; }

    /// <summary>Their part of all events, in percent.</summary>
    public double Share { get; }

    /// <summary>How many came a second, on average over the time from the first event of all to the last.</summary>
    public double PerSecond { get; }

    /// <summary>How many came in the second in which most did.</summary>
    public long PeakPerSecond { get; }

    /// <summary>The value and the count.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Value}: {Count}";
}
