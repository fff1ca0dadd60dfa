using System;
using System.Globalization;

namespace AsteriskAmi.Protocol;

/// <summary>
/// Cuts a stream of bytes into messages, however the bytes are split. It does no I/O: whoever owns the socket fills
/// <see cref="GetSpace"/> and calls <see cref="Advance"/>. Not thread-safe.
/// </summary>
/// <remarks>
/// Lines end in CRLF and a blank line ends a message, but a bare LF is taken anywhere (Asterisk ends some
/// CoreShowChannelMap items with CRLF LF). One message is copied once, from the read buffer into its own array.
/// </remarks>
public sealed class AmiMessageReader
{
    /// <summary>The largest message taken unless told otherwise, in bytes: 16 MiB.</summary>
    public const int DefaultMaxMessageBytes = 16 * 1024 * 1024;

    private const int InitialBufferBytes = 64 * 1024;
    private const int LargestIdleBuffer = 1024 * 1024;
    private const int SmallestSpace = 4 * 1024;
    private const int LongestBanner = 256;
    private const int SearchWindow = 4 * 1024;

    // What may stand behind a message before it is known to have ended: a blank line and the start of the next message.
    private const int UnfinishedSlack = 16;

    private readonly int _maxMessageBytes;
    private byte[] _buffer = new byte[InitialBufferBytes];
    private int _start;
    private int _end;
    private int _searchFrom;

    // Whether the message at the start is raw Command output; known once its first blank line has come.
    private bool? _follows;

    /// <summary>Creates a reader.</summary>
    /// <param name="maxMessageBytes">The largest message to take, in bytes; at least 1024.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1024 bytes.</exception>
    public AmiMessageReader(int maxMessageBytes = DefaultMaxMessageBytes)
    {
        if (maxMessageBytes < 1024)
        {
            throw new ArgumentOutOfRangeException(nameof(maxMessageBytes), maxMessageBytes, "At least 1024 bytes.");
        }

        _maxMessageBytes = maxMessageBytes;
    }

    /// <summary>The line that ends raw Command output (Asterisk 13 and before).</summary>
    internal static ReadOnlySpan<byte> EndOfCommand => "--END COMMAND--"u8;

    private static ReadOnlySpan<byte> BlankAfterCrLf => "\n\r\n"u8;

    private static ReadOnlySpan<byte> BlankAfterLf => "\n\n"u8;

    private static ReadOnlySpan<byte> ResponseStart => "Response: "u8;

    private static ReadOnlySpan<byte> EventStart => "Event: "u8;

    /// <summary>Gives room for the next bytes of the stream.</summary>
    /// <returns>A writable piece of the reader's buffer, never empty. Valid until the next call on this reader.</returns>
    public ArraySegment<byte> GetSpace()
    {
        if (_start == _end)
        {
            _searchFrom = _start = _end = 0;
            if (_buffer.Length > LargestIdleBuffer)
            {
                _buffer = new byte[InitialBufferBytes];
            }
        }

        if (_buffer.Length - _end < SmallestSpace)
        {
            MakeRoom();
        }

        return new ArraySegment<byte>(_buffer, _end, _buffer.Length - _end);
    }

    /// <summary>Says how many bytes were put into the space.</summary>
    /// <param name="count">The number of bytes.</param>
    public void Advance(int count)
    {
        if (count < 0 || count > _buffer.Length - _end)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, "More bytes than the space holds.");
        }

        _end += count;
    }

    /// <summary>Puts bytes into the reader.</summary>
    /// <param name="bytes">The next bytes of the stream.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            ArraySegment<byte> space = GetSpace();
            int count = Math.Min(space.Count, bytes.Length);
            bytes.Slice(0, count).CopyTo(space.AsSpan());
            Advance(count);
            bytes = bytes.Slice(count);
        }
    }

    /// <summary>Takes the one line with which a server greets.</summary>
    /// <param name="banner">The line without its end; for bytes that are no line of text, as much as came.</param>
    /// <returns>Whether the line is there.</returns>
    public bool TryReadBanner(out string banner)
    {
        ReadOnlySpan<byte> pending = _buffer.AsSpan(_start, _end - _start);
        int lf = pending.IndexOf((byte)'\n');
        if (lf < 0 && pending.Length < LongestBanner)
        {
            banner = string.Empty;
            return false;
        }

        int length = lf < 0 ? pending.Length : lf;
        _start += lf < 0 ? length : lf + 1;
        _searchFrom = _start;
        if (length > 0 && pending[length - 1] == (byte)'\r')
        {
            length--;
        }

        banner = AmiText.Decode(pending.Slice(0, length));
        return true;
    }

    /// <summary>Takes the next whole message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether one was there; if not, more bytes are needed.</returns>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.ProtocolError"/>: the message is over the limit.</exception>
    public bool TryRead(out AmiMessage message)
    {
        SkipBlankLines();
        if (FindEnd(out int frameEnd, out int next))
        {
            RefuseOver(frameEnd - _start);
            message = new AmiMessage(_buffer.AsSpan(_start, frameEnd - _start).ToArray());
            _start = _searchFrom = next;
            _follows = null;
            return true;
        }

        RefuseOver(_end - _start - UnfinishedSlack);
        message = null!;
        return false;
    }

    private void SkipBlankLines()
    {
        while (_start < _end && (_buffer[_start] == (byte)'\n' || _buffer[_start] == (byte)'\r'))
        {
            _start++;
        }

        _searchFrom = Math.Max(_searchFrom, _start);
    }

    /// <summary>Finds where the message at the start of the buffer ends and the next one begins.</summary>
    private bool FindEnd(out int frameEnd, out int next)
    {
        int from = _searchFrom;
        while (FindBlankLine(from, out frameEnd, out next))
        {
            _follows ??= AmiMessage.StartsWithFollows(_buffer.AsSpan(_start, next - _start));
            if (_follows == false || FollowsEndsAt(frameEnd, next))
            {
                return true;
            }

            if (MayGrowIntoMessage(next))
            {
                _searchFrom = Math.Max(_start, frameEnd - 1);
                return false;
            }

            from = next - 1;
        }

        // The last two bytes may be the first half of a blank line.
        _searchFrom = Math.Max(from, Math.Max(_start, _end - 2));
        return false;
    }

    private bool FindBlankLine(int from, out int frameEnd, out int next)
    {
        // Both kinds are searched window by window: where only one kind comes, the other is not sought to the far end.
        for (int window = from; window < _end; window += SearchWindow)
        {
            // A window looks two bytes into the next one, where a blank line that begins in it may end.
            ReadOnlySpan<byte> rest = _buffer.AsSpan(window, Math.Min(_end - window, SearchWindow + 2));
            int crLf = rest.IndexOf(BlankAfterCrLf);
            int lf = (crLf < 0 ? rest : rest.Slice(0, crLf + 1)).IndexOf(BlankAfterLf);
            if (crLf >= 0 || lf >= 0)
            {
                int at = window + (lf >= 0 ? lf : crLf);
                next = at + (lf >= 0 ? BlankAfterLf.Length : BlankAfterCrLf.Length);
                frameEnd = at > _start && _buffer[at - 1] == (byte)'\r' ? at - 1 : at;
                return true;
            }
        }

        frameEnd = next = 0;
        return false;
    }

    /// <summary>
    /// Raw Command output may hold blank lines. It ends at its end marker, or, since some versions leave the marker
    /// out, at a blank line with a new message behind it.
    /// </summary>
    private bool FollowsEndsAt(int frameEnd, int next)
    {
        ReadOnlySpan<byte> frame = _buffer.AsSpan(_start, frameEnd - _start);
        if (frame.EndsWith(EndOfCommand))
        {
            return true;
        }

        ReadOnlySpan<byte> behind = _buffer.AsSpan(next, _end - next);
        return behind.StartsWith(ResponseStart) || behind.StartsWith(EventStart);
    }

    /// <summary>Whether too little has come to tell if a new message begins here.</summary>
    private bool MayGrowIntoMessage(int at)
    {
        ReadOnlySpan<byte> behind = _buffer.AsSpan(at, _end - at);
        return ResponseStart.StartsWith(behind) || EventStart.StartsWith(behind);
    }

    private void MakeRoom()
    {
        int pending = _end - _start;
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, pending);
            _searchFrom -= _start;
            _start = 0;
            _end = pending;
        }

        if (_buffer.Length - _end < SmallestSpace)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    private void RefuseOver(int bytes)
    {
        if (bytes > _maxMessageBytes)
        {
            throw new AmiException(AmiErrorCode.ProtocolError, string.Format(
                CultureInfo.InvariantCulture,
                "The server sent a message of more than {0} bytes. If such messages are expected, raise the limit (MaxMessageBytes).",
                _maxMessageBytes));
        }
    }
}
