using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace AsteriskAmi.Bench;

/// <summary>Recorded events: whole messages, one behind the other, as a server sends them.</summary>
internal sealed class Recording
{
    private const int SliceBytes = 128 * 1024;

    private Recording(byte[] bytes)
    {
        Bytes = bytes;
        int start = 0;
        int events = 0;
        for (int end = NextEnd(0); end > 0; end = NextEnd(end))
        {
            Ends.Add(end);
            if (end - start >= SliceBytes || end == bytes.Length)
            {
                Slices.Add((start, end - start, Ends.Count - events));
                (start, events) = (end, Ends.Count);
            }
        }
    }

    internal byte[] Bytes { get; }

    /// <summary>Where each event ends.</summary>
    internal List<int> Ends { get; } = [];

    /// <summary>Pieces of whole events, each good for one send.</summary>
    internal List<(int Start, int Length, int Events)> Slices { get; } = [];

    internal static Recording Load(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return new Recording(bytes.ToArray());
    }

    private int NextEnd(int from)
    {
        int at = Bytes.AsSpan(from).IndexOf("\r\n\r\n"u8);
        return at < 0 ? -1 : from + at + 4;
    }
}
