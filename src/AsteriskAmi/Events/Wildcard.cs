using System.Collections.Generic;

namespace AsteriskAmi.Events;

/// <summary>
/// A pattern for names and values, compared without case: * for any text, ? for any character, [a-f] for one of a set.
/// Behind a backtick they mean nothing.
/// Its time grows with the text's length times the pattern's at the most, whatever a server sends.
/// </summary>
internal sealed class Wildcard
{
    private const string Special = "*?[]`";

    private readonly List<Part> _parts = new();

    /// <param name="pattern">The pattern.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: a range runs backwards.</exception>
    internal Wildcard(string pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            int close = c == '[' ? pattern.IndexOf(']', i + 1) : -1;
            if (c == '`' && i + 1 < pattern.Length && Special.IndexOf(pattern[i + 1]) >= 0)
            {
                _parts.Add(new Part(Kind.Letter, pattern[++i].ToString()));
            }
            else if (close > i + 1)
            {
                string set = pattern.Substring(i + 1, close - i - 1);
                ThrowIfBackward(pattern, set);
                _parts.Add(new Part(Kind.Set, set));
                i = close;
            }
            else
            {
                Kind kind = c == '*' ? Kind.Many : c == '?' ? Kind.One : Kind.Letter;
                _parts.Add(new Part(kind, c.ToString()));
            }
        }
    }

    private enum Kind
    {
        Letter,
        One,
        Many,
        Set,
    }

    internal bool IsMatch(string text)
    {
        int at = 0;
        int part = 0;
        int lastMany = -1;
        int retry = 0;
        while (at < text.Length)
        {
            if (part < _parts.Count && _parts[part].Kind == Kind.Many)
            {
                lastMany = part++;
                retry = at;
            }
            else if (part < _parts.Count && _parts[part].Takes(text[at]))
            {
                at += _parts[part++].Kind == Kind.One && IsPair(text, at) ? 2 : 1;
            }
            else if (lastMany >= 0)
            {
                part = lastMany + 1;
                retry += IsPair(text, retry) ? 2 : 1;
                at = retry;
            }
            else
            {
                return false;
            }
        }

        while (part < _parts.Count && _parts[part].Kind == Kind.Many)
        {
            part++;
        }

        return part == _parts.Count;
    }

    /// <summary>A character in the case in which characters are compared. One of ASCII is the same as none beyond it.</summary>
    internal static char Upper(char c)
    {
        char upper = char.ToUpperInvariant(c);
        return upper < 128 == c < 128 ? upper : c;
    }

    internal void WriteTo(PosixPattern expression)
    {
        foreach (Part part in _parts)
        {
            part.WriteTo(expression);
        }
    }

    /// <summary>Whether two halves of one character stand there.</summary>
    private static bool IsPair(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);

    private static void ThrowIfBackward(string pattern, string set)
    {
        for (int i = 1; i + 1 < set.Length; i++)
        {
            if (set[i] == '-' && Upper(set[i - 1]) > Upper(set[i + 1]))
            {
                throw new AmiException(
                    AmiErrorCode.InvalidHeader,
                    $"'{pattern}' holds the range {set.Substring(i - 1, 3)}, which runs backwards. Turn it round.");
            }
        }
    }

    private readonly struct Part
    {
        private readonly string _text;

        internal Part(Kind kind, string text)
        {
            Kind = kind;
            _text = text;
        }

        internal Kind Kind { get; }

        internal bool Takes(char c) => Kind switch
        {
            Kind.Letter => Upper(_text[0]) == Upper(c),
            Kind.Set => !char.IsSurrogate(c) && IsInSet(c),
            _ => true,
        };

        internal void WriteTo(PosixPattern expression)
        {
            switch (Kind)
            {
                case Kind.Many:
                    expression.Many();
                    break;
                case Kind.One:
                    expression.One();
                    break;
                case Kind.Set:
                    expression.Set(IsInSet);
                    break;
                default:
                    expression.Letter(_text[0]);
                    break;
            }
        }

        private bool IsInSet(char c)
        {
            char upper = Upper(c);
            for (int i = 0; i < _text.Length; i++)
            {
                bool isRange = i + 2 < _text.Length && _text[i + 1] == '-';
                char last = _text[isRange ? i + 2 : i];
                if (Upper(_text[i]) <= upper && upper <= Upper(last))
                {
                    return true;
                }

                i += isRange ? 2 : 0;
            }

            return false;
        }
    }
}
