using System;
using System.Globalization;

namespace AsteriskAmi.Protocol;

/// <summary>What may be sent, and the error that names the culprit when something may not.</summary>
internal static class HeaderRules
{
    /// <summary>
    /// The longest line that Asterisk reads, its CRLF included (main/manager.c: the 1025-byte inbuf of a session keeps
    /// one byte for its end; a longer line is dropped whole and answered with an error).
    /// </summary>
    internal const int MaxLineBytes = 1024;

    /// <summary>The most lines of one action, Action and ActionID included (main/manager.h: AST_MAX_MANHEADERS).</summary>
    internal const int MaxHeaders = 128;

    private static readonly char[] _forbidden = { '\r', '\n', '\0' };

    internal static void CheckActionName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw Invalid("An action needs a name.");
        }

        Check("Action", name, isActionLine: true);
    }

    internal static void Check(string name, string value) => Check(name, value, isActionLine: false);

    internal static void CheckCount(string action, int lines)
    {
        if (lines > MaxHeaders)
        {
            throw Invalid(string.Format(
                CultureInfo.InvariantCulture,
                "Action {0} has {1} headers with Action and ActionID; Asterisk reads {2} at most. Send it in several actions.",
                action,
                lines,
                MaxHeaders));
        }
    }

    private static void Check(string name, string value, bool isActionLine)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw Invalid("A header has no name.");
        }

        int at = name.IndexOfAny(_forbidden);
        if (at >= 0)
        {
            throw Invalid($"The header name '{Printable(name)}' holds {Spell(name[at])}. A header name is one line of text.");
        }

        if (name.IndexOf(':') >= 0 || name[0] == ' ' || name[name.Length - 1] == ' ')
        {
            throw Invalid($"The header name '{name}' holds a colon, or a space at an end. Give the bare name, such as Channel.");
        }

        if (!isActionLine && string.Equals(name, "Action", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid("The header Action is the action's own name and cannot be given a second time.");
        }

        at = value.IndexOfAny(_forbidden);
        if (at >= 0)
        {
            throw Invalid($"The value of header {name} holds {Spell(value[at])}, which would start another header. Remove it.");
        }

        int bytes = AmiText.Utf8.GetByteCount(name) + 2 + AmiText.Utf8.GetByteCount(value) + 2;
        if (bytes > MaxLineBytes)
        {
            throw Invalid(string.Format(
                CultureInfo.InvariantCulture,
                "Header {0} makes a line of {1} bytes; Asterisk reads {2} at most, line end included. Shorten its value by {3} bytes.",
                name,
                bytes,
                MaxLineBytes,
                bytes - MaxLineBytes));
        }
    }

    private static string Spell(char c) => c switch
    {
        '\r' => "a carriage return (CR)",
        '\n' => "a line feed (LF)",
        _ => "a NUL character",
    };

    private static string Printable(string text) => text.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\0", "\\0");

    private static AmiException Invalid(string message) => new(AmiErrorCode.InvalidHeader, message);
}
