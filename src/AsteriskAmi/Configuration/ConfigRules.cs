namespace AsteriskAmi.Configuration;

/// <summary>What may be written into a configuration file, so that it reads there as it was meant.</summary>
internal static class ConfigRules
{
    private static readonly char[] _lineEnds = { '\r', '\n', '\0' };
    private static readonly char[] _notInVariables = { '=', ';', '\r', '\n', '\0' };
    private static readonly char[] _notInCategories = { '[', ']', ';', '\r', '\n', '\0' };

    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>.</exception>
    internal static void CheckVariable(string name)
    {
        // At the beginning of a line # is a directive such as #exec, and [ a category; = ends the name, and ; begins a comment.
        if (HasBlankEnd(name) || name.Length == 0 || name[0] is '#' or '[' || name.IndexOfAny(_notInVariables) >= 0)
        {
            throw Invalid(
                $"'{name}' cannot be the name of a variable: in the file it would mean something else. Give a name without = and ;, "
                + "that does not begin with # or [ and has no blanks at its ends.");
        }
    }

    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>.</exception>
    internal static void CheckCategory(string name)
    {
        if (HasBlankEnd(name) || name.Length == 0 || name.IndexOfAny(_notInCategories) >= 0)
        {
            throw Invalid($"'{name}' cannot be the name of a category. Give a name without [, ] and ;, and without blanks at its ends.");
        }
    }

    /// <summary>Semicolons are no trouble: Asterisk escapes them when it writes (main/config.c, ast_escape_semicolons).</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>.</exception>
    internal static void CheckValue(string variable, string value)
    {
        if (HasBlankEnd(value))
        {
            throw Invalid($"The value of {variable} begins or ends with a blank, which Asterisk drops when it reads the file. Remove it.");
        }

        if (value.IndexOfAny(_lineEnds) >= 0)
        {
            throw Invalid($"The value of {variable} holds a line end, which would begin another line of the file. Remove it.");
        }
    }

    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>.</exception>
    internal static void CheckFilter(string? filter)
    {
        if (!string.IsNullOrEmpty(filter) && !ConfigFile.IsFilter(filter!))
        {
            throw Invalid(
                $"'{filter}' is no filter. Give the name and the value of a variable of the category that you mean, as type=endpoint, "
                + "of letters, digits and _ . / : @ - only.");
        }
    }

    internal static AmiException Invalid(string message) => new(AmiErrorCode.InvalidHeader, message);

    private static bool HasBlankEnd(string text) => text.Length > 0 && (text[0] <= ' ' || text[text.Length - 1] <= ' ');
}
