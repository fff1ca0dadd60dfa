using System;
using System.Collections.Generic;

namespace AsteriskAmi.Protocol;

/// <summary>
/// One message from the server: an answer or an event. It keeps the frame's bytes and finds headers when asked.
/// Header names are case-insensitive. Immutable, so it can be read from any thread.
/// </summary>
/// <remarks>
/// It has methods and no public properties on purpose: PowerShell shows the headers themselves as its properties, and
/// a .NET property beside them would turn up in ConvertTo-Json and Export-Csv.
/// </remarks>
public sealed class AmiMessage
{
    private readonly byte[] _frame;

    // Where the headers end and raw Command output begins; the frame's length for every other message.
    private readonly int _headEnd;

    internal AmiMessage(byte[] frame)
    {
        _frame = frame;
        _headEnd = StartsWithFollows(frame) ? EndOfFollowsHead(frame) : frame.Length;
    }

    /// <summary>The session that it came from; nothing for a message that no session read.</summary>
    internal object? Source { get; set; }

    /// <summary>The frame's bytes, without the blank line that ended it.</summary>
    internal ReadOnlySpan<byte> Frame => _frame;

    private ReadOnlySpan<byte> Head => _frame.AsSpan(0, _headEnd);

    /// <summary>
    /// Whether this is an event. The first header decides: an OriginateResponse event carries a Response header too
    /// (Asterisk, main/manager.c, fast_originate).
    /// </summary>
    internal bool IsEvent => FirstNameIs("Event") || (!FirstNameIs("Response") && GetHeader("Event") is not null);

    /// <summary>The event's name, shared between messages; null for an answer.</summary>
    internal string? EventName
    {
        get
        {
            var walker = new HeaderWalker(_frame);
            if (walker.MoveNext() && AmiText.NameEquals(walker.Name, "Event"))
            {
                return AmiText.DecodeShared(walker.Value);
            }

            return IsEvent ? GetHeader("Event") : null;
        }
    }

    /// <summary>Whether this answer reports an error.</summary>
    internal bool IsError => string.Equals(GetHeader("Response"), "Error", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether this is the raw answer to Command of Asterisk 13 and before: headers, then lines as they were printed.
    /// </summary>
    internal bool IsFollows => StartsWithFollows(_frame);

    /// <summary>Gives the value of a header; the first one where it repeats.</summary>
    /// <param name="name">The header's name, in any case.</param>
    /// <returns>The value, empty for a header without one, or null when the message has no such header.</returns>
    public string? GetHeader(string name)
    {
        if (name is null)
        {
            throw new ArgumentNullException(nameof(name));
        }

        if (HeaderWalker.TryFind(Head, name, out ReadOnlySpan<byte> value))
        {
            return AmiText.DecodeValue(value);
        }

        // A name may hold a channel's name, and that any letter: ChanVariable(PJSIP/jürgen-1).
        return !AmiText.IsAscii(name) && GetHeaders(name) is { Count: > 0 } values ? values[0] : null;
    }

    /// <summary>Gives a header's value, looked for from a line on and only then from the beginning.</summary>
    /// <param name="name">The header's name: ASCII, in any case.</param>
    /// <param name="next">Where that line begins; is set to the line behind the header.</param>
    /// <returns>The value, or null when the message has no such header.</returns>
    internal string? FindHeader(string name, ref int next)
    {
        if (!HeaderWalker.TryFind(Head, name, ref next, out ReadOnlySpan<byte> value))
        {
            next = 0;
            if (!HeaderWalker.TryFind(Head, name, ref next, out value))
            {
                return null;
            }
        }

        return AmiText.DecodeValue(value);
    }

    /// <summary>Gives every value of a repeated header, in the order in which they came.</summary>
    /// <param name="name">The header's name, in any case.</param>
    /// <returns>The values; empty when the message has no such header.</returns>
    public IReadOnlyList<string> GetHeaders(string name)
    {
        if (name is null)
        {
            throw new ArgumentNullException(nameof(name));
        }

        var values = new List<string>();
        bool ascii = AmiText.IsAscii(name);
        var walker = new HeaderWalker(Head);
        while (walker.MoveNext())
        {
            if (!walker.Name.IsEmpty && (ascii ? AmiText.NameEquals(walker.Name, name) : AmiText.DecodedNameEquals(walker.Name, name)))
            {
                values.Add(AmiText.DecodeValue(walker.Value));
            }
        }

        return values;
    }

    /// <summary>Gives all headers in the order in which they came, repeated ones included.</summary>
    /// <returns>Name and value of each header. Lines without a colon are not among them.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> GetAllHeaders()
    {
        var headers = new List<KeyValuePair<string, string>>();
        var walker = new HeaderWalker(Head);
        while (walker.MoveNext())
        {
            if (!walker.Name.IsEmpty)
            {
                headers.Add(new KeyValuePair<string, string>(AmiText.DecodeShared(walker.Name), AmiText.DecodeValue(walker.Value)));
            }
        }

        return headers;
    }

    /// <summary>
    /// Gives the lines that a Command printed, exactly as printed: the Output headers of Asterisk 14 and later, or the
    /// raw lines of 13 and before.
    /// </summary>
    /// <returns>The lines, blank ones and indentation included; empty when there are none.</returns>
    public IReadOnlyList<string> GetOutput() => IsFollows ? RawOutput() : GetHeaders("Output");

    /// <summary>A short text for people: the event's name, or the kind of answer with its message.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string? name = EventName;
        if (name is not null)
        {
            return name;
        }

        string response = GetHeader("Response") ?? string.Empty;
        string? message = GetHeader("Message");
        return message is null ? response : response + ": " + message;
    }

    /// <summary>Whether a frame begins as the raw answer to Command does.</summary>
    internal static bool StartsWithFollows(ReadOnlySpan<byte> frame)
    {
        // Events come by the thousand: the first letter rules them out.
        if (frame.IsEmpty || (frame[0] | 0x20) != 'r')
        {
            return false;
        }

        var walker = new HeaderWalker(frame);
        return walker.MoveNext() && AmiText.NameEquals(walker.Name, "Response") && AmiText.NameEquals(walker.Value, "Follows");
    }

    /// <summary>
    /// Where the head of raw Command output ends. It is Response, Privilege and ActionID, each once (Asterisk 13,
    /// main/manager.c, action_command); whatever comes then was printed, even if it looks like a header.
    /// </summary>
    private static int EndOfFollowsHead(ReadOnlySpan<byte> frame)
    {
        var walker = new HeaderWalker(frame);
        bool privilege = false;
        bool id = false;
        walker.MoveNext();
        while (walker.MoveNext())
        {
            if (!privilege && !id && AmiText.NameEquals(walker.Name, "Privilege"))
            {
                privilege = true;
            }
            else if (!id && AmiText.NameEquals(walker.Name, "ActionID"))
            {
                id = true;
            }
            else
            {
                return walker.LineStart;
            }
        }

        return frame.Length;
    }

    private bool FirstNameIs(string name)
    {
        var walker = new HeaderWalker(_frame);
        return walker.MoveNext() && AmiText.NameEquals(walker.Name, name);
    }

    private List<string> RawOutput()
    {
        ReadOnlySpan<byte> rest = Frame.Slice(_headEnd);
        int marker = rest.LastIndexOf(AmiMessageReader.EndOfCommand);
        if (marker >= 0)
        {
            rest = rest.Slice(0, marker);
        }

        var lines = new List<string>();
        while (!rest.IsEmpty)
        {
            int lf = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = lf < 0 ? rest : rest.Slice(0, lf);
            rest = lf < 0 ? default : rest.Slice(lf + 1);
            if (!line.IsEmpty && line[line.Length - 1] == (byte)'\r')
            {
                line = line.Slice(0, line.Length - 1);
            }

            lines.Add(AmiText.Decode(line));
        }

        return lines;
    }
}
