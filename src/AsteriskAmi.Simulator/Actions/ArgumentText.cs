using System.Collections.Generic;
using System.Text;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>
/// Splits a text at its commas as Asterisk does (main/app.c): quotes, parentheses and brackets keep text together, a
/// backslash takes the next character as it is, and quotes and backslashes themselves go away.
/// </summary>
internal static class ArgumentText
{
    internal static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        int depth = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\')
            {
                if (++i < text.Length)
                {
                    part.Append(text[i]);
                }
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted && depth <= 0)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
                part.Append(c);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
