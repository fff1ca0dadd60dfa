using System.Collections.Generic;
using System.Text;

namespace AsteriskAmi.Events;

/// <summary>
/// A pattern for names and values, compared without case: * for any text, ? for any character, [a-f] for one of a set.
/// Its time grows with the text's length times the pattern's at the most, whatever a server sends.
/// </summary>
internal sealed class Wildcard
{
    private readonly List<Part> _parts = new();

    /// <param name="pattern">The pattern.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: a range runs backwards.</exception>
    internal Wildcard(string pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            int close = c == '[' ? pattern.IndexOf(']', i + 1) : -1;
            if (close > i + 1)
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
                part++;
                at++;
            }
            else if (lastMany >= 0)
            {
                part = lastMany + 1;
                at = ++retry;
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

    /// <summary>
    /// The same as a POSIX extended regular expression over bytes, for the server. It compares with case there, so each
    /// letter is spelt in both.
    /// </summary>
    internal string ToPosix()
    {
        var regex = new StringBuilder();
        foreach (Part part in _parts)
        {
            part.AppendPosix(regex);
        }

        return regex.ToString();
    }

    /// <summary>A text in which nothing is special, as an expression of the same kind.</summary>
    internal static string LiteralToPosix(string text)
    {
        var regex = new StringBuilder();
        foreach (char c in text)
        {
            new Part(Kind.Letter, c.ToString()).AppendPosix(regex);
        }

        return regex.ToString();
    }

    private static void ThrowIfBackward(string pattern, string set)
    {
        for (int i = 1; i + 1 < set.Length; i++)
        {
            if (set[i] == '-' && char.ToUpperInvariant(set[i - 1]) > char.ToUpperInvariant(set[i + 1]))
            {
                throw new AmiException(
                    AmiErrorCode.InvalidHeader,
                    $"'{pattern}' holds the range {set.Substring(i - 1, 3)}, which runs backwards. Turn it round.");
            }
        }
    }

    private readonly struct Part
    {
        private const string AnyByte = "[^[:cntrl:]]";
        private readonly string _text;

        internal Part(Kind kind, string text)
        {
            Kind = kind;
            _text = text;
        }

        internal Kind Kind { get; }

        internal bool Takes(char c) => Kind switch
        {
            Kind.Letter => Same(_text[0], c),
            Kind.Set => IsInSet(char.ToUpperInvariant(c)),
            _ => true,
        };

        internal void AppendPosix(StringBuilder regex)
        {
            switch (Kind)
            {
                case Kind.Many:
                    regex.Append(AnyByte).Append('*');
                    break;
                case Kind.One:
                    regex.Append(AnyByte);
                    break;
                case Kind.Set:
                    AppendSet(regex);
                    break;
                default:
                    AppendLetter(regex, _text[0]);
                    break;
            }
        }

        private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);

        private static bool IsAsciiLetter(char c) => (c | 0x20) is >= 'a' and <= 'z';

        private static void AppendLetter(StringBuilder regex, char c)
        {
            if (IsAsciiLetter(c))
            {
                regex.Append('[').Append(char.ToLowerInvariant(c)).Append(char.ToUpperInvariant(c)).Append(']');
            }
            else if (@"\.[]{}()*+?^$|".IndexOf(c) >= 0)
            {
                regex.Append('\\').Append(c);
            }
            else
            {
                regex.Append(c);
            }
        }

        private bool IsInSet(char upper)
        {
            for (int i = 0; i < _text.Length; i++)
            {
                bool isRange = i + 2 < _text.Length && _text[i + 1] == '-';
                char last = _text[isRange ? i + 2 : i];
                if (char.ToUpperInvariant(_text[i]) <= upper && upper <= char.ToUpperInvariant(last))
                {
                    return true;
                }

                i += isRange ? 2 : 0;
            }

            return false;
        }

        // Alternatives instead of a bracket, in which ] ^ and - stand for themselves only in certain places.
        private void AppendSet(StringBuilder regex)
        {
            regex.Append('(');
            for (int i = 0; i < _text.Length; i++)
            {
                regex.Append(i > 0 ? "|" : string.Empty);
                if (i + 2 < _text.Length && _text[i + 1] == '-')
                {
                    AppendRange(regex, _text[i], _text[i + 2]);
                    i += 2;
                }
                else
                {
                    AppendLetter(regex, _text[i]);
                }
            }

            regex.Append(')');
        }

        private static void AppendRange(StringBuilder regex, char first, char last)
        {
            if (IsAsciiLetter(first) && IsAsciiLetter(last))
            {
                regex.Append('[')
                    .Append(char.ToLowerInvariant(first)).Append('-').Append(char.ToLowerInvariant(last))
                    .Append(char.ToUpperInvariant(first)).Append('-').Append(char.ToUpperInvariant(last))
                    .Append(']');
            }
            else
            {
                regex.Append('[').Append(first).Append('-').Append(last).Append(']');
            }
        }
    }
}
