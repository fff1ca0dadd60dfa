using System.IO;
using System.IO.Compression;
using System.Text;

namespace AsteriskAmi.Proofs;

/// <summary>Events that a real Asterisk sent, as they came, each with the blank line that ended it.</summary>
internal static class RecordedEvents
{
    private const string BlankLine = "\r\n\r\n";

    internal static readonly string[] All = Load();

    private static string[] Load()
    {
        using Stream file = typeof(RecordedEvents).Assembly.GetManifestResourceStream("events.txt.gz")!;
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress), Encoding.UTF8);
        string[] events = reader.ReadToEnd().ReplaceLineEndings("\r\n").Split(BlankLine, System.StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < events.Length; i++)
        {
            events[i] += BlankLine;
        }

        return events;
    }
}
