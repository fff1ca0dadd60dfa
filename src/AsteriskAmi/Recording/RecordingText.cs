using System.Linq;

namespace AsteriskAmi.Recording;

/// <summary>What the names of recordings' files, and the options of MixMonitor, may hold.</summary>
internal static class RecordingText
{
    private static readonly char[] _notKept = { ',', '"', '\\' };

    /// <summary>
    /// Asterisk joins file, options and command with commas and takes them apart again (main/app.c, ast_app_separate_args): what
    /// stands behind a comma would be a command that it runs, it drops quotes and backslashes, and a bracket that is not closed
    /// swallows the commas; then it answers Success and records nothing.
    /// </summary>
    /// <param name="what">What the text is, for the error.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>.</exception>
    internal static void Check(string what, string text)
    {
        if (text.IndexOf(',') >= 0)
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"The {what} '{text}' of the recording would be cut at the comma, and the rest taken for a command. Remove the comma.");
        }

        if (text.IndexOfAny(_notKept) >= 0 || !IsClosed(text, '(', ')') || !IsClosed(text, '[', ']'))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"The {what} '{text}' of the recording would not arrive as it is: Asterisk drops \" and \\, and takes ( and [ for the beginning of something. Remove them, or close the brackets.");
        }
    }

    private static bool IsClosed(string text, char open, char close) => text.Count(c => c == open) == text.Count(c => c == close);
}
