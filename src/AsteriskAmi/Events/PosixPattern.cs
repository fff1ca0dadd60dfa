using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace AsteriskAmi.Events;

/// <summary>
/// Writes patterns as POSIX extended regular expressions for the server, which compares with case. A server takes a
/// character beyond ASCII for one or for up to four, by its version and its locale (16 goes by bytes, 22 by the LC_CTYPE
/// that it was started with): where that matters an expression is wider than the pattern, or narrower.
/// </summary>
internal sealed class PosixPattern
{
    // A control character ends a header, but a tab may stand in it.
    private const string Any = "([^[:cntrl:]]|[[:blank:]])";
    private const string AnyAscii = "[ -~]";
    private const string Never = "\u007F";
    private const string Special = @"\.[]{}()*+?^$|";

    // More letters than one script has: a line holds 1,024 bytes.
    private const int MostLetters = 64;

    private static readonly Lazy<ILookup<char, char>> _cases =
        new(() => BeyondAscii().Where(c => Wildcard.Upper(c) != c).ToLookup(Wildcard.Upper));

    private readonly StringBuilder _text = new();
    private readonly bool _isWide;

    /// <param name="isWide">Whether it may take more than the pattern does; otherwise it may take less.</param>
    internal PosixPattern(bool isWide) => _isWide = isWide;

    /// <summary>Writes a part of an expression as it is.</summary>
    internal PosixPattern Raw(string expression)
    {
        _text.Append(expression);
        return this;
    }

    /// <summary>Writes a text in which nothing is special, in any case.</summary>
    internal PosixPattern Text(string text)
    {
        foreach (char c in text)
        {
            Letter(c);
        }

        return this;
    }

    /// <summary>Writes one of several patterns, at least one.</summary>
    internal PosixPattern AnyOf(IReadOnlyList<Wildcard> patterns)
    {
        if (patterns.Count > 1)
        {
            _text.Append('(');
        }

        for (int i = 0; i < patterns.Count; i++)
        {
            _text.Append(i > 0 ? "|" : string.Empty);
            patterns[i].WriteTo(this);
        }

        return Raw(patterns.Count > 1 ? ")" : string.Empty);
    }

    internal void Many() => _text.Append(Any).Append('*');

    internal void One() => _text.Append(_isWide ? Any + "{1,4}" : AnyAscii);

    /// <summary>Writes one character in any case.</summary>
    internal void Letter(char c)
    {
        if ((c | 0x20) is >= 'a' and <= 'z')
        {
            _text.Append('[').Append(char.ToLowerInvariant(c)).Append(char.ToUpperInvariant(c)).Append(']');
        }
        else if (Special.IndexOf(c) >= 0)
        {
            _text.Append('\\').Append(c);
        }
        else
        {
            char upper = Wildcard.Upper(c);
            string same = upper + string.Concat(_cases.Value[upper]);
            _text.Append(same.Length == 1 || c < 128 ? c.ToString() : "(" + string.Join("|", same.ToCharArray()) + ")");
        }
    }

    /// <summary>Writes one character of a set. Its members are spelt out: what a range holds is up to the server's locale.</summary>
    internal void Set(Func<char, bool> holds)
    {
        List<char> members = Ascii().Where(holds).Concat(BeyondAscii().Where(holds).Take(MostLetters + 1)).ToList();
        bool isTooMuch = members.Count(c => c > 127) > MostLetters;
        if (_isWide && (isTooMuch || members.Count == 0))
        {
            One();
            return;
        }

        IEnumerable<string> letters = members.Select(c => Special.IndexOf(c) >= 0 ? "\\" + c : c.ToString());
        _text.Append('(').Append(members.Count == 0 ? Never : string.Join("|", letters)).Append(')');
    }

    /// <summary>The expression.</summary>
    /// <returns>The expression.</returns>
    public override string ToString() => _text.ToString();

    private static IEnumerable<char> Ascii() => Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Concat("\t");

    // Halves of a character beyond the basic plane have no case, and cannot be written by themselves.
    private static IEnumerable<char> BeyondAscii() =>
        Enumerable.Range(128, char.MaxValue - 127).Select(code => (char)code).Where(c => !char.IsSurrogate(c));
}
