using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>
/// An event as one line of JSON: first @timestamp and @session, then the headers in their order, each value as the string
/// that the server sent. A header that repeats is an array.
/// </summary>
internal static class EventJson
{
    internal static string Line(AmiMessage message, DateTimeOffset time)
    {
        var json = new StringBuilder("{\"@timestamp\":");
        Append(json, time.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture));
        if (message.Source is object source)
        {
            json.Append(",\"@session\":");
            Append(json, source.ToString() ?? string.Empty);
        }

        foreach (IGrouping<string, KeyValuePair<string, string>> header in message.GetAllHeaders().GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase))
        {
            string[] values = header.Select(h => h.Value).ToArray();
            json.Append(',');
            Append(json, header.Key);
            json.Append(':');
            if (values.Length == 1)
            {
                Append(json, values[0]);
                continue;
            }

            for (int i = 0; i < values.Length; i++)
            {
                json.Append(i == 0 ? '[' : ',');
                Append(json, values[i]);
            }

            json.Append(']');
        }

        return json.Append('}').ToString();
    }

    private static void Append(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                json.Append('\\').Append(c);
            }
            else if (c < ' ' || c is '\u007f' or '\u2028' or '\u2029')
            {
                json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(c);
            }
        }

        json.Append('"');
    }
}
