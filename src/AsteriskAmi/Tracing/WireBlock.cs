using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Tracing;

/// <summary>One thing that happened on the wire: an action, a message, or a note about a connection.</summary>
internal sealed class WireBlock
{
    private const string Indent = "    ";

    private readonly byte[]? _action;
    private readonly AmiMessage? _message;
    private readonly string _note = string.Empty;

    private WireBlock(int connection, byte[]? action, AmiMessage? message)
    {
        Connection = connection;
        _action = action;
        _message = message;
    }

    private WireBlock(string note, bool isStep) : this(0, null, null)
    {
        _note = note;
        IsStep = isStep;
    }

    internal int Connection { get; }

    internal DateTime Time { get; } = DateTime.UtcNow;

    /// <summary>Whether this is a step that a cmdlet tells of itself, and not traffic.</summary>
    internal bool IsStep { get; }

    /// <summary>How many bytes of memory it holds on to.</summary>
    internal int Size => _action?.Length ?? _message?.Frame.Length ?? _note.Length;

    internal static WireBlock Sent(int connection, ArraySegment<byte> action) => new(connection, action.AsSpan().ToArray(), null);

    internal static WireBlock Received(int connection, AmiMessage message) => new(connection, null, message);

    internal static WireBlock Note(string text) => new(text, isStep: false);

    internal static WireBlock Step(string text) => new(text, isStep: true);

    /// <summary>The text of a step.</summary>
    public override string ToString() => _note;

    /// <summary>
    /// Writes it as text, secrets replaced: a line that begins with the time, the direction (&gt; sent, &lt; received,
    /// # a note) and the connection, then the lines of the action or message, each indented.
    /// </summary>
    internal void WriteTo(StringBuilder text)
    {
        bool isNote = _action is null && _message is null;
        text.Append(Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Append(_action is not null ? " > " : isNote ? " # " : " < ");
        if (isNote)
        {
            text.Append(Redaction.Printable(_note)).Append('\n');
            return;
        }

        text.Append(Connection.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (string line in Lines())
        {
            text.Append(Indent).Append(line).Append('\n');
        }
    }

    private IReadOnlyList<string> Lines() => Redaction.Lines(_message is null ? _action : _message.Frame);
}
