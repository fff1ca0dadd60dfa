using System;

namespace AsteriskAmi.Protocol;

/// <summary>
/// Walks the lines of a frame. A line with a colon is a header: the name stands before it, the value after it and
/// after one optional space. A line without a colon that follows a bare LF continues the value before it (some error
/// messages hold newlines); any other line without a colon is data and has an empty name.
/// </summary>
internal ref struct HeaderWalker
{
    private const byte Lf = (byte)'\n';
    private const byte Cr = (byte)'\r';
    private const byte Colon = (byte)':';

    private readonly ReadOnlySpan<byte> _frame;
    private int _next;

    internal HeaderWalker(ReadOnlySpan<byte> frame, int start = 0)
    {
        _frame = frame;
        _next = start;
        Name = default;
        Value = default;
        LineStart = 0;
    }

    /// <summary>The name before the colon; empty for a line of data.</summary>
    internal ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value after the colon, or the whole line of data.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Where the current line begins in the frame.</summary>
    internal int LineStart { get; private set; }

    /// <summary>
    /// Finds the first header with a name. It looks at each line's start alone: a line is that header exactly when it
    /// begins with the name and a colon.
    /// </summary>
    internal static bool TryFind(ReadOnlySpan<byte> frame, string name, out ReadOnlySpan<byte> value)
    {
        int next = 0;
        return TryFind(frame, name, ref next, out value);
    }

    /// <summary>Finds the first header with a name at or behind the line at <paramref name="next"/>.</summary>
    /// <param name="frame">The message.</param>
    /// <param name="name">The header's name.</param>
    /// <param name="next">Where a line begins; is set to the line behind the header if there is one.</param>
    /// <param name="value">The header's value.</param>
    internal static bool TryFind(ReadOnlySpan<byte> frame, string name, scoped ref int next, out ReadOnlySpan<byte> value)
    {
        int start = next;
        while (start + name.Length < frame.Length)
        {
            if (frame[start + name.Length] == Colon && AmiText.NameEquals(frame.Slice(start, name.Length), name))
            {
                // A name that is empty or holds a colon or a line end is no header's, whatever stands there.
                var walker = new HeaderWalker(frame, start);
                if (walker.MoveNext() && !walker.Name.IsEmpty && walker.Name.Length == name.Length)
                {
                    value = walker.Value;
                    next = walker._next;
                    return true;
                }
            }

            int lf = frame.Slice(start).IndexOf(Lf);
            if (lf < 0)
            {
                break;
            }

            start += lf + 1;
        }

        value = default;
        return false;
    }

    internal bool MoveNext()
    {
        if (_next >= _frame.Length)
        {
            return false;
        }

        LineStart = _next;
        int end = LineEnd(_next, out bool bareLf);
        ReadOnlySpan<byte> line = _frame.Slice(LineStart, end - LineStart);
        int colon = line.IndexOf(Colon);
        if (colon <= 0)
        {
            Name = default;
            Value = line;
            return true;
        }

        while (bareLf && _next < _frame.Length && LineHasNoColon(_next))
        {
            end = LineEnd(_next, out bareLf);
        }

        Name = line.Slice(0, colon);
        int value = LineStart + colon + 1;
        if (value < end && _frame[value] == (byte)' ')
        {
            value++;
        }

        Value = _frame.Slice(value, end - value);
        return true;
    }

    /// <summary>Moves past the line at <paramref name="start"/> and gives where its text ends.</summary>
    private int LineEnd(int start, out bool bareLf)
    {
        int lf = _frame.Slice(start).IndexOf(Lf);
        int end = lf < 0 ? _frame.Length : start + lf;
        _next = lf < 0 ? _frame.Length : end + 1;
        bool cr = end > start && _frame[end - 1] == Cr;
        bareLf = lf >= 0 && !cr;
        return cr ? end - 1 : end;
    }

    private readonly bool LineHasNoColon(int start)
    {
        ReadOnlySpan<byte> rest = _frame.Slice(start);
        int lf = rest.IndexOf(Lf);
        return (lf < 0 ? rest : rest.Slice(0, lf)).IndexOf(Colon) < 0;
    }
}
