using System;
using System.Collections.Generic;
using System.Globalization;

namespace AsteriskAmi.Catalog;

/// <summary>
/// Which headers are numbers. All others stay text, above all ids and everything that people dial: a leading zero or
/// plus sign means something there.
/// </summary>
internal static class HeaderTypes
{
    private static readonly HashSet<string> _integers = new(StringComparer.OrdinalIgnoreCase)
    {
        "BridgeNumChannels", "Calls", "CallsTaken", "Cause", "ChannelState", "Completed", "Abandoned", "Count", "CoreCurrentCalls",
        "DestChannelState", "Duration", "DurationMs", "HoldTime", "InCall", "ListItems", "Lost", "Max", "NewMessages", "OldMessages",
        "OriginalPosition", "Paused", "Penalty", "Position", "Reason", "RingTime", "ServiceLevel", "Status", "TalkTime", "Total",
        "Wait", "Weight", "Wrapuptime",
    };

    /// <summary>Gives a header's value in its type; as text when it is not of that type.</summary>
    internal static object Convert(string name, string value) =>
        _integers.Contains(name) && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number is >= int.MinValue and <= int.MaxValue ? (object)(int)number : number
            : value;
}
