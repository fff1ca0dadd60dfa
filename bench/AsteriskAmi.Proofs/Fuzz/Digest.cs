using System;
using System.Collections.Generic;
using System.Text;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>All that can be asked of a message as one string, so that two readings can be compared.</summary>
internal static class Digest
{
    /// <summary>Stands for the error about a message over the limit.</summary>
    internal const string OverLimit = "over the limit";

    private static readonly string[] _asked = ["Event", "actionid", "Uniqueid", "Output", "Variable", "", "a:b", "gr\u00fcn", "ChanVariable(PJSIP/j\u00fcrgen-1)", "UserEvent: Mine\r\nActionID", "no such header"];

    internal static string Of(IReadOnlyList<KeyValuePair<string, string>> headers, IReadOnlyList<string>? rawOutput)
    {
        var text = new StringBuilder();
        foreach (KeyValuePair<string, string> header in headers)
        {
            text.Append('[').Append(header.Key).Append('|').Append(header.Value).Append(']');
        }

        foreach (string line in rawOutput ?? Values(headers, "Output"))
        {
            text.Append('{').Append(line).Append('}');
        }

        return text.ToString();
    }

    /// <summary>Asks a message everything.</summary>
    /// <exception cref="ViolationException">Two of its answers contradict each other.</exception>
    internal static string Of(AmiMessage message)
    {
        IReadOnlyList<KeyValuePair<string, string>> headers = message.GetAllHeaders();
        foreach (string name in _asked)
        {
            IReadOnlyList<string> values = message.GetHeaders(name);
            string? first = message.GetHeader(name);
            Require(first == (values.Count > 0 ? values[0] : null), "GetHeader is not the first of GetHeaders");
            Require(name.Length == 0 || string.Join('\n', values) == string.Join('\n', Values(headers, name)), "GetHeaders and GetAllHeaders differ");
        }

        Require(message.ToString() is not null, "ToString gives nothing");
        return Of(headers, message.GetOutput());
    }

    private static List<string> Values(IReadOnlyList<KeyValuePair<string, string>> headers, string name)
    {
        var values = new List<string>();
        foreach (KeyValuePair<string, string> header in headers)
        {
            // ASCII letters only: the protocol knows no others in names that are asked for.
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                values.Add(header.Value);
            }
        }

        return values;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ViolationException(otherwise);
        }
    }
}
