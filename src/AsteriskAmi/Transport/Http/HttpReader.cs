using System;
using System.IO;
using System.Text;

namespace AsteriskAmi.Transport.Http;

/// <summary>Lines and bytes of a server's answers, out of one buffer that keeps what was read too far.</summary>
internal sealed class HttpReader
{
    private const int LongestLine = 16 * 1024;

    private readonly ITransport _transport;
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _start;
    private int _end;

    internal HttpReader(ITransport transport) => _transport = transport;

    /// <summary>Whether bytes have come that nobody has taken.</summary>
    internal bool HasBytes => _end > _start;

    /// <summary>Waits for a line.</summary>
    /// <returns>The line without its end; null when the server closes before its first byte.</returns>
    /// <exception cref="EndOfStreamException">The server closes in the middle of it.</exception>
    /// <exception cref="InvalidDataException">It is longer than any line of an answer should be.</exception>
    internal string? ReadLine()
    {
        int searched = 0;
        while (true)
        {
            int lf = Array.IndexOf(_buffer, (byte)'\n', _start + searched, _end - _start - searched);
            if (lf >= 0)
            {
                int length = lf - _start;
                string line = Text(length > 0 && _buffer[lf - 1] == (byte)'\r' ? length - 1 : length);
                _start = lf + 1;
                return line;
            }

            searched = _end - _start;
            if (searched == LongestLine)
            {
                throw new InvalidDataException(Text(60));
            }

            if (!Fill())
            {
                return searched == 0 ? null : throw new EndOfStreamException(Text(searched));
            }
        }
    }

    /// <summary>Waits for bytes.</summary>
    /// <param name="space">Where they are put.</param>
    /// <param name="most">How many to take at the most; 1 or more.</param>
    /// <returns>How many came; 0 when the server has closed.</returns>
    internal int Read(ArraySegment<byte> space, long most)
    {
        if (!HasBytes && !Fill())
        {
            return 0;
        }

        int count = (int)Math.Min(Math.Min(most, space.Count), _end - _start);
        Buffer.BlockCopy(_buffer, _start, space.Array!, space.Offset, count);
        _start += count;
        return count;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        int count = _transport.Read(new ArraySegment<byte>(_buffer, _end, _buffer.Length - _end));
        _end += count;
        return count > 0;
    }

    private string Text(int length) => Encoding.UTF8.GetString(_buffer, _start, Math.Min(length, _end - _start));
}
