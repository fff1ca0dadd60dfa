using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Catalog;

/// <summary>
/// Turns headers into numbers, times, durations and booleans. All others stay text, above all ids and everything that
/// people dial: a leading zero or plus sign means something there. So does a value that does not fit its type.
/// </summary>
internal static class HeaderTypes
{
    private static readonly Dictionary<string, HeaderTyping> _typings = HeaderTable.Create();

    /// <summary>Gives a header's value in its type.</summary>
    /// <param name="message">The message; its event's name decides where headers of one name mean different things.</param>
    /// <param name="name">The header's name, in any case.</param>
    /// <param name="value">One of its values.</param>
    /// <returns>The value; null for a moment that never was.</returns>
    internal static object? Convert(AmiMessage message, string name, string value) =>
        value.Length > 0 && Find(name) is HeaderTyping typing ? TypedValue.Of(typing.In(message), value) : value;

    /// <summary>The type of a header in an event; in an answer when the event's name is null.</summary>
    internal static HeaderType Of(string? eventName, string headerName) => Find(headerName)?.In(eventName) ?? HeaderType.Text;

    /// <summary>What a type's values are shown as.</summary>
    internal static Type ClrType(HeaderType type) => type switch
    {
        HeaderType.Integer => typeof(int),
        HeaderType.Number => typeof(double),
        HeaderType.Boolean => typeof(bool),
        HeaderType.Time => typeof(DateTime),
        HeaderType.Duration or HeaderType.Milliseconds => typeof(TimeSpan),
        _ => typeof(string),
    };

    private static HeaderTyping? Find(string name) =>
        _typings.TryGetValue(name, out HeaderTyping? typing) || (ReportName(name) is string report && _typings.TryGetValue(report, out typing))
            ? typing
            : null;

    // RTCP reports are numbered: Report0DLSR is of the type of ReportXDLSR.
    private static string? ReportName(string name)
    {
        const string Prefix = "Report";
        int end = Prefix.Length;
        if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        while (end < name.Length && char.IsDigit(name[end]))
        {
            end++;
        }

        return end > Prefix.Length ? Prefix + "X" + name.Substring(end) : null;
    }
}
