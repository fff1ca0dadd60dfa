using System;
using System.Globalization;

namespace AsteriskAmi.Catalog;

/// <summary>Reads a header's value as its type. What is not of the type comes back as the text that it is.</summary>
internal static class TypedValue
{
    private static readonly DateTimeOffset _epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly double _longestSeconds = TimeSpan.MaxValue.TotalSeconds / 2;

    // Of security events, of ConfBridge; of CDRs and CELs, which do not say where their clock stands.
    private static readonly string[] _withZone = { "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz" };
    private static readonly string[] _withoutZone = { "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF" };

    internal static object? Of(HeaderType type, string value) => type switch
    {
        HeaderType.Integer => Integer(value),
        HeaderType.Number => IsNumber(value, out double number) ? number : value,
        HeaderType.Boolean => Boolean(value),
        HeaderType.Time => Time(value),
        HeaderType.Duration => Duration(value),
        HeaderType.Milliseconds => IsNumber(value, out double milliseconds) && Math.Abs(milliseconds) < _longestSeconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : value,
        _ => value,
    };

    private static object Integer(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number is >= int.MinValue and <= int.MaxValue ? (object)(int)number : number
            : value;

    private static object Boolean(string value)
    {
        switch (value.ToUpperInvariant())
        {
            case "1" or "YES" or "Y" or "TRUE" or "ON" or "ENABLED":
                return true;
            case "0" or "NO" or "N" or "FALSE" or "OFF" or "DISABLED":
                return false;
            default:
                return value;
        }
    }

    private static object? Time(string value)
    {
        if (IsNumber(value, out double seconds))
        {
            return seconds == 0 ? null
                : seconds is > 0 and < 253_402_300_800 ? _epoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)).LocalDateTime
                : value;
        }

        if (DateTimeOffset.TryParseExact(value, _withZone, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment))
        {
            return moment == _epoch ? null : moment.LocalDateTime;
        }

        return DateTime.TryParseExact(value, _withoutZone, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time) ? time : value;
    }

    private static object Duration(string value)
    {
        if (IsNumber(value, out double seconds))
        {
            return Math.Abs(seconds) < _longestSeconds ? TimeSpan.FromSeconds(seconds) : value;
        }

        // Hours have no limit; the other two parts have two digits each.
        string[] parts = value.Split(':');
        return parts.Length == 3 && parts[1].Length == 2 && parts[2].Length == 2
            && IsCount(parts[0], out int hours) && IsCount(parts[1], out int minutes) && IsCount(parts[2], out int rest)
            ? new TimeSpan(hours, minutes, rest)
            : value;
    }

    private static bool IsCount(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 10_000_000;

    // A digit at the end keeps words such as nan and infinity out, and names for them in other cultures.
    private static bool IsNumber(string value, out double number)
    {
        number = 0;
        return char.IsDigit(value[value.Length - 1])
            && double.TryParse(
                value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
