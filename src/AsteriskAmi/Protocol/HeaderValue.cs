using System;
using System.Globalization;

namespace AsteriskAmi.Protocol;

/// <summary>Reads typed values out of headers. A header that is missing or not of the type gives nothing, or zero.</summary>
internal static class HeaderValue
{
    private const long TicksAMicrosecond = TimeSpan.TicksPerMillisecond / 1000;
    private static readonly DateTimeOffset _epoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static string Text(AmiMessage message, string name) => message.GetHeader(name) ?? string.Empty;

    /// <summary>A caller's name or number, empty where Asterisk says that it is not known.</summary>
    internal static string Party(AmiMessage message, string name) => Party(Text(message, name));

    internal static string Party(string value) => value is "<unknown>" or "unknown" ? string.Empty : value;

    internal static int Integer(AmiMessage message, string name) => Integer(message.GetHeader(name));

    internal static int Integer(string? text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : 0;

    /// <summary>A number; null where there is none.</summary>
    internal static int? OptionalInteger(AmiMessage message, string name) =>
        int.TryParse(message.GetHeader(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>Flags as the bits of a number.</summary>
    internal static ulong Bits(AmiMessage message, string name) =>
        ulong.TryParse(message.GetHeader(name), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : 0;

    internal static double Number(AmiMessage message, string name) =>
        double.TryParse(message.GetHeader(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;

    internal static bool Flag(AmiMessage message, string name) => message.GetHeader(name) is "1" or "yes" or "Yes" or "true" or "True";

    /// <summary>A number of seconds.</summary>
    internal static TimeSpan Seconds(AmiMessage message, string name) => TimeSpan.FromSeconds(Integer(message, name));

    /// <summary>A number of microseconds; null where there is none.</summary>
    internal static TimeSpan? Microseconds(AmiMessage message, string name) =>
        long.TryParse(message.GetHeader(name), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            && value <= long.MaxValue / TicksAMicrosecond
            ? TimeSpan.FromTicks(value * TicksAMicrosecond)
            : null;

    /// <summary>A moment as seconds since 1970, in local time; null for zero, which stands for never.</summary>
    internal static DateTime? Moment(AmiMessage message, string name) =>
        long.TryParse(message.GetHeader(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out long seconds)
            && seconds is > 0 and < 253_402_300_800
            ? _epoch.AddSeconds(seconds).LocalDateTime
            : null;

    /// <summary>A duration as hours:minutes:seconds, hours without limit, or as seconds.</summary>
    internal static TimeSpan Duration(AmiMessage message, string name) => Duration(Text(message, name));

    internal static TimeSpan Duration(string text)
    {
        long seconds = 0;
        foreach (string part in text.Split(':'))
        {
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number > int.MaxValue)
            {
                return TimeSpan.Zero;
            }

            seconds = (seconds * 60) + number;
        }

        return TimeSpan.FromSeconds(seconds);
    }
}
