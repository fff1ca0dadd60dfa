using System;
using System.Collections.Generic;
using System.Text;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>
/// Reads a whole stream in the plainest way there is, to compare with: every byte is in a message, in a blank line
/// between two, or in an unfinished rest. Slow, and all at once.
/// </summary>
internal static class ReferenceReader
{
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">All of it.</param>
    /// <param name="limit">The largest message in bytes.</param>
    /// <returns>What each message holds; behind the last, <see cref="Digest.OverLimit"/> when one is over the limit.</returns>
    internal static List<string> Read(byte[] stream, int limit)
    {
        // Latin-1 keeps each byte as one character, so that text can be searched and turned back.
        string text = Encoding.Latin1.GetString(stream);
        var found = new List<string>();
        int start = 0;
        while (true)
        {
            while (start < text.Length && text[start] is '\r' or '\n')
            {
                start++;
            }

            int end = EndOf(text, start, out int next);
            if ((end < 0 ? text.Length - start - Slack(text, start) : end - start) > limit)
            {
                found.Add(Digest.OverLimit);
                return found;
            }

            if (end < 0)
            {
                return found;
            }

            found.Add(DigestOf(text[start..end]));
            start = next;
        }
    }

    /// <summary>Bytes that may turn out to be the end of a message, so that they do not count against the limit yet.</summary>
    private static int Slack(string text, int start) => Math.Min(ReaderCase.UnfinishedSlack, text.Length - start);

    private static bool IsFollows(string text, int start)
    {
        int lf = text.IndexOf('\n', start);
        if (lf < 0)
        {
            return false;
        }

        // Behind a bare LF a line without a colon belongs to the value, which is then more than Follows.
        bool bare = lf == start || text[lf - 1] != '\r';
        int second = text.IndexOf('\n', lf + 1);
        bool continued = bare && lf + 1 < text.Length
            && !text[(lf + 1)..(second < 0 ? text.Length : second)].Contains(':', StringComparison.Ordinal);
        string line = text[start..(bare ? lf : lf - 1)];
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        return !continued
            && colon > 0
            && Same(line[..colon], "Response")
            && Same(Value(line[(colon + 1)..]), "Follows");
    }

    private static int EndOf(string text, int start, out int next)
    {
        bool follows = IsFollows(text, start);
        for (int lf = text.IndexOf('\n', start); lf >= 0; lf = text.IndexOf('\n', lf + 1))
        {
            int blank = At(text, lf + 1, "\n") ? 1 : At(text, lf + 1, "\r\n") ? 2 : 0;
            if (blank == 0)
            {
                continue;
            }

            next = lf + 1 + blank;
            int end = lf > start && text[lf - 1] == '\r' ? lf - 1 : lf;
            if (!follows
                || text[start..end].EndsWith("--END COMMAND--", StringComparison.Ordinal)
                || At(text, next, "Response: ")
                || At(text, next, "Event: "))
            {
                return end;
            }
        }

        next = text.Length;
        return -1;
    }

    private static string DigestOf(string frame)
    {
        var headers = new List<KeyValuePair<string, string>>();
        bool follows = IsFollows(frame, 0) || (Same(frame, "Response: Follows") || Same(frame, "Response:Follows"));
        int at = 0;
        int raw = frame.Length;
        while (at < frame.Length)
        {
            int line = at;
            string text = Line(frame, ref at, out bool bare);
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                int end = line + text.Length;
                while (bare && at < frame.Length && !Peek(frame, at).Contains(':', StringComparison.Ordinal))
                {
                    int from = at;
                    end = from + Line(frame, ref at, out bare).Length;
                }

                text = frame[line..end];
            }

            string name = colon > 0 ? text[..colon] : string.Empty;
            if (follows && headers.Count > 0 && !IsHeadOfFollows(headers, name))
            {
                raw = line;
                break;
            }

            if (colon > 0)
            {
                headers.Add(new(Text(name), Text(Value(text[(colon + 1)..]))));
            }
        }

        return Digest.Of(headers, follows ? RawLines(frame[raw..]) : null);
    }

    /// <summary>Privilege and ActionID, each once and in this order, are headers; what comes then was printed.</summary>
    private static bool IsHeadOfFollows(List<KeyValuePair<string, string>> before, string name) =>
        (Same(name, "Privilege") && before.Count == 1) || (Same(name, "ActionID") && !before.Exists(h => Same(h.Key, "ActionID")));

    private static List<string> RawLines(string output)
    {
        int marker = output.LastIndexOf("--END COMMAND--", StringComparison.Ordinal);
        output = marker >= 0 ? output[..marker] : output;
        var lines = new List<string>();
        int at = 0;
        while (at < output.Length)
        {
            lines.Add(Text(Line(output, ref at, out _)));
        }

        return lines;
    }

    private static string Peek(string text, int at) => Line(text, ref at, out _);

    private static string Line(string text, ref int at, out bool bare)
    {
        int lf = text.IndexOf('\n', at);
        int end = lf < 0 ? text.Length : lf;
        bool cr = end > at && text[end - 1] == '\r';
        string line = text[at..(cr ? end - 1 : end)];
        bare = lf >= 0 && !cr;
        at = lf < 0 ? text.Length : lf + 1;
        return line;
    }

    private static string Value(string behindColon) => behindColon.StartsWith(' ') ? behindColon[1..] : behindColon;

    private static bool At(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Text(string latin1)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(latin1);
        try
        {
            return _strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return latin1;
        }
    }
}
