using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Simulator.Connections;

namespace AsteriskAmi.Simulator.Replay;

/// <summary>An action of a transcript and what came back for it.</summary>
internal sealed class RecordedExchange
{
    // What stands where a secret was.
    private const string Redacted = "***";

    private readonly KeyValuePair<string, string>[] _headers;

    internal RecordedExchange(RecordedBlock action, int number)
    {
        Action = action;
        Number = number;
        _headers = Compared(action.Headers);
    }

    internal RecordedBlock Action { get; }

    /// <summary>The how manieth of the transcript's exchanges it is, from 1.</summary>
    internal int Number { get; }

    /// <summary>The messages with its ActionID, in their order.</summary>
    internal List<RecordedBlock> Answers { get; } = new();

    /// <summary>
    /// Whether an action is this one: the same name and headers in any order. The ids that a client makes up do not
    /// count, and a redacted value stands for any.
    /// </summary>
    internal bool Matches(ClientAction action)
    {
        KeyValuePair<string, string>[] asked = Compared(action.Headers);
        return asked.Length == _headers.Length && asked.Zip(_headers, IsSame).All(same => same);
    }

    private static bool IsSame(KeyValuePair<string, string> asked, KeyValuePair<string, string> recorded)
    {
        string value = recorded.Value.TrimStart(' ', '\t');
        int redacted = value.IndexOf(Redacted, StringComparison.Ordinal);
        return string.Equals(asked.Key, recorded.Key, StringComparison.OrdinalIgnoreCase)
            && (redacted < 0
                ? string.Equals(asked.Value, value, StringComparison.OrdinalIgnoreCase)
                : asked.Value.StartsWith(value.Substring(0, redacted), StringComparison.OrdinalIgnoreCase));
    }

    private static KeyValuePair<string, string>[] Compared(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.Where(header => !ReplayPlayer.IsId(header.Key)).OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase).ToArray();
}
