using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Tracing;

/// <summary>
/// Turns an action or a message into lines of text that may be shown to anybody: every value that AMI carries as a
/// secret is <see cref="SecretText.Mark"/>. Works on whole frames, so that no secret can be split. Never throws.
/// </summary>
internal sealed class Redaction
{
    /// <summary>The longest line that is shown, in characters; of a longer one the rest is left out.</summary>
    internal const int LongestLine = 64 * 1024;

    /// <summary>
    /// Stands at the end of a line that ended in a bare LF and not in CRLF; the other control characters have pictures
    /// of their own too, so that no terminal obeys them.
    /// </summary>
    internal const char LineFeedPicture = '\u240a';

    private const char FirstPicture = '\u2400';
    private const char Replacement = '\ufffd';

    private static readonly string[] _columnGap = { "  " };

    // Var-000001 of UpdateConfig names what Value-000001 and Match-000001 hold.
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private readonly List<string> _lines = new();
    private string _name = string.Empty;
    private string? _variable;
    private string? _entry;
    private bool _isTable;
    private bool _secretGoesOn;

    private Redaction()
    {
    }

    /// <summary>The lines of a frame, without the blank line that ended it.</summary>
    internal static IReadOnlyList<string> Lines(ReadOnlySpan<byte> frame)
    {
        while (!frame.IsEmpty && frame[frame.Length - 1] is (byte)'\n' or (byte)'\r')
        {
            frame = frame.Slice(0, frame.Length - 1);
        }

        var redaction = new Redaction();
        redaction.Learn(frame);
        redaction.Show(frame);
        return redaction._lines;
    }

    /// <summary>A text as one line that a terminal shows and does not obey.</summary>
    internal static string Printable(string line, bool isBare = false)
    {
        int left = line.Length - LongestLine;
        StringBuilder? shown = null;
        for (int i = 0; i < line.Length && i < LongestLine; i++)
        {
            char c = line[i];
            if (char.IsControl(c) && c != '\t')
            {
                shown ??= new StringBuilder(line, 0, i, line.Length + 16);
                shown.Append(c < ' ' ? (char)(FirstPicture + c) : Replacement);
            }
            else
            {
                shown?.Append(c);
            }
        }

        string text = shown?.ToString() ?? (left > 0 ? line.Substring(0, LongestLine) : line);
        if (left > 0)
        {
            text += string.Format(CultureInfo.InvariantCulture, "... ({0} characters more)", left);
        }

        return isBare ? text + LineFeedPicture : text;
    }

    /// <summary>What hangs together in a frame may stand in any order.</summary>
    private void Learn(ReadOnlySpan<byte> frame)
    {
        var walker = new HeaderWalker(frame);
        while (walker.MoveNext())
        {
            if (_name.Length == 0 && (AmiText.NameEquals(walker.Name, "Event") || AmiText.NameEquals(walker.Name, "Action")))
            {
                _name = AmiText.Decode(walker.Value).Trim();
            }
            else if (AmiText.NameEquals(walker.Name, "Variable"))
            {
                _variable = AmiText.Decode(walker.Value);
            }
            else if (AmiText.NameEquals(walker.Name, "Key"))
            {
                _entry = AmiText.Decode(walker.Value);
            }
            else if (walker.Name.Length > 4 && AmiText.NameEquals(walker.Name.Slice(0, 4), "Var-"))
            {
                _settings[SecretNames.Plain(AmiText.Decode(walker.Name.Slice(4)))] = AmiText.Decode(walker.Value).Trim();
            }
        }
    }

    private void Show(ReadOnlySpan<byte> rest)
    {
        bool isBare = false;
        while (!rest.IsEmpty)
        {
            int lf = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = lf < 0 ? rest : rest.Slice(0, lf);
            rest = lf < 0 ? default : rest.Slice(lf + 1);
            bool continues = isBare && line.IndexOf((byte)':') < 0;
            bool isCrLf = !line.IsEmpty && line[line.Length - 1] == (byte)'\r';
            isBare = lf >= 0 && !isCrLf;
            string text = AmiText.Decode(isCrLf ? line.Slice(0, line.Length - 1) : line);
            string shown = continues && _secretGoesOn ? SecretText.Mark : Redact(text);
            _secretGoesOn = shown.EndsWith(SecretText.Mark, StringComparison.Ordinal);
            _lines.Add(Printable(shown, isBare));
        }
    }

    private string Redact(string line)
    {
        int colon = line.IndexOf(':');
        if (colon <= 0)
        {
            return RedactPrinted(line);
        }

        string name = line.Substring(0, colon);
        if (SecretText.Redact(name).Length != name.Length)
        {
            // No header: "password=a:b".
            return SecretText.Redact(line);
        }

        int value = colon + 1 < line.Length && line[colon + 1] == ' ' ? colon + 2 : colon + 1;
        string head = line.Substring(0, value);
        string text = line.Substring(value);
        if (text.Length == 0)
        {
            return line;
        }

        string plain = SecretNames.Plain(name);
        if (IsSecret(plain))
        {
            return head + SecretText.Mark;
        }

        if (plain == "output")
        {
            return head + RedactPrinted(text);
        }

        if (plain == "json")
        {
            return head + SecretText.RedactJson(text);
        }

        int equals = text.IndexOf('=');
        if (equals > 0 && plain.StartsWith("line", StringComparison.Ordinal))
        {
            return head + text.Substring(0, equals + 1) + SecretText.RedactSetting(text.Substring(0, equals), text.Substring(equals + 1));
        }

        if ((plain.StartsWith("value", StringComparison.Ordinal) || plain.StartsWith("match", StringComparison.Ordinal))
            && _settings.TryGetValue(plain.Substring(5), out string? setting))
        {
            return head + SecretText.RedactSetting(setting, text);
        }

        return SecretText.Redact(line);
    }

    private bool IsOfDatabase => _name.StartsWith("DB", StringComparison.OrdinalIgnoreCase);

    private bool IsSecret(string plain) => plain switch
    {
        // That of a login; the key of an entry of the database is no secret, but may say that its value is one.
        "key" => !IsOfDatabase,
        "val" => IsOfDatabase && _entry is not null && SecretNames.IsSecret(_entry),

        // A failed login is told with the hash that came (main/security_events.c).
        "response" => _name.StartsWith("ChallengeResponse", StringComparison.OrdinalIgnoreCase),
        "value" => _variable is not null && SecretNames.IsSecret(_variable),
        _ => SecretNames.IsPlainSecret(plain),
    };

    /// <summary>
    /// A line that a command printed. Below a table's head that has a column of secrets (iax2 show users), no line is
    /// shown.
    /// </summary>
    private string RedactPrinted(string line)
    {
        if (_isTable)
        {
            return line.Length == 0 ? line : SecretText.Mark;
        }

        string[] columns = line.Split(_columnGap, StringSplitOptions.RemoveEmptyEntries);
        for (int i = 1; i < columns.Length; i++)
        {
            _isTable |= columns[0].IndexOf(':') < 0 && SecretNames.Plain(columns[i]) is "secret" or "password";
        }

        return SecretText.Redact(line);
    }
}
