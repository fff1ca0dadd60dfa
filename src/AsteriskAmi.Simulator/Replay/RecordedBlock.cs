using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Simulator.Replay;

/// <summary>One action or message of a transcript.</summary>
internal sealed class RecordedBlock
{
    private readonly List<KeyValuePair<string, string>> _headers = new();

    /// <param name="index">Its place in the transcript.</param>
    /// <param name="time">When it was recorded.</param>
    /// <param name="connection">By which connection.</param>
    /// <param name="isAction">Whether it was sent, and not received.</param>
    internal RecordedBlock(int index, DateTime time, string connection, bool isAction)
    {
        Index = index;
        Time = time;
        Connection = connection;
        IsAction = isAction;
    }

    internal int Index { get; }

    internal DateTime Time { get; }

    internal string Connection { get; }

    internal bool IsAction { get; }

    /// <summary>The lines, as names and values; the name is empty for a line without a colon.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>The first value of a header; null when there is none.</summary>
    internal string? this[string name] =>
        _headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    internal void Add(string line)
    {
        int colon = line.IndexOf(':');
        int value = colon + 1 < line.Length && line[colon + 1] == ' ' ? colon + 2 : colon + 1;
        _headers.Add(colon <= 0
            ? new KeyValuePair<string, string>(string.Empty, line)
            : new KeyValuePair<string, string>(line.Substring(0, colon), line.Substring(value)));
    }
}
