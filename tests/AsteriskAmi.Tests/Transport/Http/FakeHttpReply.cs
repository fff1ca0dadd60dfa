using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>An answer, and how it is to be sent.</summary>
internal sealed class FakeHttpReply
{
    internal string Status { get; set; } = "200 OK";

    internal List<string> Headers { get; } = ["Server: Asterisk/22.10.1"];

    internal string Body { get; set; } = string.Empty;

    internal bool IsChunked { get; set; }

    /// <summary>Whether neither a length nor chunks say where the body ends.</summary>
    internal bool EndsWithConnection { get; set; }

    /// <summary>How many bytes to send at once.</summary>
    internal int PieceBytes { get; set; } = int.MaxValue;

    /// <summary>After how many bytes of the body to break off.</summary>
    internal int? BreaksAfter { get; set; }

    /// <summary>Whether to close the connection behind it, and to say so.</summary>
    internal bool Closes { get; set; }

    internal static FakeHttpReply Of(params string[] messages) => new() { Body = string.Concat(messages) };

    /// <summary>A message of these lines.</summary>
    internal static string Message(params string[] lines) => string.Join("\r\n", lines) + "\r\n\r\n";

    /// <summary>Sends it.</summary>
    /// <returns>Whether the connection takes another request.</returns>
    internal bool Send(Stream stream)
    {
        byte[] body = Encoding.UTF8.GetBytes(Body);
        if (BreaksAfter is int most)
        {
            body = body[..most];
        }

        var all = new MemoryStream();
        Write(all, "HTTP/1.1 " + Status + "\r\n" + string.Concat(Headers.Select(header => header + "\r\n")));
        Write(all, Closes ? "Connection: close\r\n" : string.Empty);
        if (IsChunked)
        {
            Write(all, "Transfer-Encoding: chunked\r\n\r\n");
            foreach (byte[] chunk in body.Chunk(7))
            {
                Write(all, chunk.Length.ToString("X") + ";name=value\r\n");
                all.Write(chunk);
                Write(all, "\r\n");
            }

            Write(all, BreaksAfter is null ? "0\r\nTrailer: value\r\n\r\n" : string.Empty);
        }
        else
        {
            Write(all, EndsWithConnection ? "\r\n" : "Content-Length: " + Encoding.UTF8.GetByteCount(Body) + "\r\n\r\n");
            all.Write(body);
        }

        foreach (byte[] piece in all.ToArray().Chunk(PieceBytes))
        {
            stream.Write(piece);
        }

        return !Closes && !EndsWithConnection && BreaksAfter is null;
    }

    private static void Write(MemoryStream to, string text) => to.Write(Encoding.ASCII.GetBytes(text));
}
