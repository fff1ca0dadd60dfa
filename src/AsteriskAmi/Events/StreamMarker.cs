using System;
using System.Globalization;
using System.Text;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>Events of our own that stand in a stream where something is missing from it.</summary>
internal static class StreamMarker
{
    internal const string SessionClosedName = "AmiSessionClosed";
    internal const string WhereFailedName = "AmiWhereFailed";

    /// <summary>Marks where events were lost, and how many.</summary>
    internal static AmiMessage Lost(long count, object? source) =>
        Make(AmiSubscription.LossMarkerName, "Lost", count.ToString(CultureInfo.InvariantCulture), source);

    /// <summary>Marks where the connection ended, and why.</summary>
    internal static AmiMessage ConnectionLost(object source, string reason) =>
        Make(AmiSubscription.ConnectionLostMarkerName, "Reason", OneLine(reason), source);

    /// <summary>Marks where the events go on after a loss, and how long nothing could come.</summary>
    internal static AmiMessage ConnectionRestored(object source, TimeSpan gap, int attempts) => Make(
        AmiSubscription.ConnectionRestoredMarkerName,
        "GapSeconds",
        gap.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) + "\r\nAttempts: " + attempts.ToString(CultureInfo.InvariantCulture),
        source);

    /// <summary>Marks the end of a stream behind which nothing comes, and why.</summary>
    internal static AmiMessage SessionClosed(object source, string reason) =>
        Make(SessionClosedName, "Reason", OneLine(reason), source);

    /// <summary>Marks where it could not be said of an event whether it is wanted, and why.</summary>
    internal static AmiMessage WhereFailed(object? source, string reason) =>
        Make(WhereFailedName, "Reason", OneLine(reason), source);

    // The reason may quote the system or the server.
    private static string OneLine(string text) => text.Replace('\r', ' ').Replace('\n', ' ');

    private static AmiMessage Make(string name, string header, string value, object? source) =>
        new(Encoding.UTF8.GetBytes("Event: " + name + "\r\n" + header + ": " + value)) { Source = source };
}
