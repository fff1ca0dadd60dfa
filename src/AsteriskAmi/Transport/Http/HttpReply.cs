using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace AsteriskAmi.Transport.Http;

/// <summary>A server's answer to one request: status and headers, and the body as it comes.</summary>
internal sealed class HttpReply
{
    private const int MostHeaders = 200;
    private const int PieceBytes = 16 * 1024;

    private readonly HttpReader _reader;
    private readonly List<KeyValuePair<string, string>> _headers = new();
    private readonly bool _isChunked;
    private readonly bool _endsWithConnection;

    // Of the body, or of the chunk, as long as the server says how much comes.
    private long _left;
    private bool _hasEnded;

    private HttpReply(HttpReader reader, string statusLine)
    {
        _reader = reader;
        Status = int.Parse(statusLine.Substring(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        Reason = statusLine.Substring(12).Trim();
        ReadHeaders();
        _isChunked = this["Transfer-Encoding"]?.IndexOf("chunked", StringComparison.OrdinalIgnoreCase) >= 0;
        bool hasLength = long.TryParse(this["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out long length);
        _left = _isChunked || !hasLength ? 0 : length;
        _hasEnded = Status is 204 or 304 || (hasLength && length == 0 && !_isChunked);
        _endsWithConnection = !_isChunked && !hasLength && !_hasEnded;
        Closes = _endsWithConnection
            || statusLine.StartsWith("HTTP/1.0 ", StringComparison.Ordinal)
            || this["Connection"]?.IndexOf("close", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    internal int Status { get; }

    /// <summary>The words behind the status.</summary>
    internal string Reason { get; }

    /// <summary>Whether the server takes no other request on this connection.</summary>
    internal bool Closes { get; }

    /// <summary>Whether the body has been read to its end.</summary>
    internal bool HasEnded => _hasEnded;

    /// <summary>The value of the first header of this name; null when there is none.</summary>
    internal string? this[string name]
    {
        get
        {
            foreach (string value in All(name))
            {
                return value;
            }

            return null;
        }
    }

    /// <summary>Waits for an answer, up to the end of its headers.</summary>
    /// <returns>The answer; null when the server closes without one.</returns>
    /// <exception cref="EndOfStreamException">The server closes in the middle.</exception>
    /// <exception cref="InvalidDataException">It is not HTTP; the message is what came.</exception>
    internal static HttpReply? Read(HttpReader reader)
    {
        while (reader.ReadLine() is string line)
        {
            if (!IsStatusLine(line))
            {
                throw new InvalidDataException(line);
            }

            var reply = new HttpReply(reader, line);

            // 1xx only announces the answer.
            if (reply.Status >= 200)
            {
                return reply;
            }
        }

        return null;
    }

    /// <summary>The values of every header of this name.</summary>
    internal IEnumerable<string> All(string name)
    {
        foreach (KeyValuePair<string, string> header in _headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                yield return header.Value;
            }
        }
    }

    /// <summary>Waits for more of the body.</summary>
    /// <param name="space">Where it is put.</param>
    /// <returns>How many bytes came; 0 at the end of the body.</returns>
    /// <exception cref="EndOfStreamException">The server closes in the middle.</exception>
    /// <exception cref="InvalidDataException">The length of a piece cannot be read; the message is what came.</exception>
    internal int ReadBody(ArraySegment<byte> space)
    {
        if (_isChunked && !_hasEnded && _left == 0)
        {
            BeginChunk();
        }

        if (_hasEnded)
        {
            return 0;
        }

        int count = _reader.Read(space, _endsWithConnection ? long.MaxValue : _left);
        if (count == 0)
        {
            _hasEnded = _endsWithConnection;
            return _hasEnded ? 0 : throw new EndOfStreamException();
        }

        if (!_endsWithConnection)
        {
            _left -= count;
            EndPiece();
        }

        return count;
    }

    /// <summary>Waits for the whole body.</summary>
    /// <param name="most">How many bytes to take.</param>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    internal byte[] ReadAll(long most)
    {
        var body = new MemoryStream();
        byte[] piece = new byte[PieceBytes];
        int count;
        while ((count = ReadBody(new ArraySegment<byte>(piece))) > 0)
        {
            body.Write(piece, 0, count);
            if (body.Length > most)
            {
                throw new InvalidDataException(string.Format(CultureInfo.InvariantCulture, "an answer of more than {0} bytes", most));
            }
        }

        return body.ToArray();
    }

    private static bool IsStatusLine(string line) =>
        line.Length >= 12 && line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line[8] == ' '
        && char.IsDigit(line[9]) && char.IsDigit(line[10]) && char.IsDigit(line[11]) && (line.Length == 12 || line[12] == ' ');

    private void ReadHeaders()
    {
        string line;
        while ((line = _reader.ReadLine() ?? throw new EndOfStreamException()).Length > 0)
        {
            int colon = line.IndexOf(':');
            if (colon <= 0 || _headers.Count == MostHeaders)
            {
                throw new InvalidDataException(line);
            }

            _headers.Add(new KeyValuePair<string, string>(line.Substring(0, colon).TrimEnd(), line.Substring(colon + 1).Trim()));
        }
    }

    private void BeginChunk()
    {
        string line = _reader.ReadLine() ?? throw new EndOfStreamException();
        string size = line.Split(';')[0].Trim();
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
        {
            throw new InvalidDataException(line);
        }

        if (_left == 0)
        {
            // Headers may follow the last chunk; an empty line ends them.
            while ((_reader.ReadLine() ?? throw new EndOfStreamException()).Length > 0)
            {
            }

            _hasEnded = true;
        }
    }

    private void EndPiece()
    {
        if (_left > 0)
        {
            return;
        }

        if (!_isChunked)
        {
            _hasEnded = true;
        }
        else if ((_reader.ReadLine() ?? throw new EndOfStreamException()) is { Length: > 0 } rest)
        {
            throw new InvalidDataException(rest);
        }
    }
}
