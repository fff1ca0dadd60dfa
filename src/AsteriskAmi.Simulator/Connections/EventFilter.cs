using System;
using System.Text.RegularExpressions;

namespace AsteriskAmi.Simulator.Connections;

/// <summary>Why a filter was not taken.</summary>
internal enum FilterFault
{
    None,
    Format,
    Regex,
}

/// <summary>One event filter of a client: a regular expression over the whole event, or criteria for a part of it.</summary>
internal sealed class EventFilter
{
    private static readonly TimeSpan _longestMatch = TimeSpan.FromMilliseconds(100);

    // What POSIX's names of classes stand for inside a bracket; .NET has none.
    private static readonly (string Name, string Members)[] _classes =
    {
        ("[:alnum:]", "A-Za-z0-9"), ("[:alpha:]", "A-Za-z"), ("[:blank:]", " \t"), ("[:cntrl:]", @"\x00-\x1f\x7f"), ("[:digit:]", "0-9"),
        ("[:graph:]", "!-~"), ("[:lower:]", "a-z"), ("[:print:]", " -~"), ("[:space:]", @"\s"), ("[:upper:]", "A-Z"), ("[:xdigit:]", "A-Fa-f0-9"),
    };

    private string _eventName = string.Empty;
    private string _header = string.Empty;
    private string _method = "none";
    private string _text = string.Empty;
    private Regex? _regex;

    private EventFilter()
    {
    }

    internal bool Excludes { get; private set; }

    /// <summary>Reads a filter.</summary>
    /// <param name="criteria">The MatchCriteria header; empty for a filter of the old kind.</param>
    /// <param name="text">The Filter header.</param>
    /// <param name="filter">The filter.</param>
    internal static FilterFault TryParse(string criteria, string text, out EventFilter filter)
    {
        filter = new EventFilter();
        if (criteria.Length == 0)
        {
            return filter.ParseLegacy(text);
        }

        if (!filter.ParseCriteria(criteria))
        {
            return FilterFault.Format;
        }

        filter._text = text;
        bool hasText = text.Length > 0;
        bool wantsText = filter._method != "none";
        bool selectsNothing = filter._eventName.Length == 0 && filter._header.Length == 0 && !hasText;
        if (hasText != wantsText || selectsNothing)
        {
            return FilterFault.Format;
        }

        return filter._method == "regex" ? filter.Compile(text) : FilterFault.None;
    }

    internal bool Matches(Frame frame)
    {
        if (_eventName.Length > 0 && !string.Equals(frame.EventName, _eventName, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string? subject = _header.Length == 0 ? frame.Text : frame.Find(_header);
        if (subject is null)
        {
            return false;
        }

        return _method switch
        {
            "regex" => IsMatch(subject),
            "exact" => string.Equals(subject, _text, StringComparison.Ordinal),
            "starts_with" => subject.StartsWith(_text, StringComparison.Ordinal),
            "ends_with" => subject.EndsWith(_text, StringComparison.Ordinal),
            "contains" => subject.IndexOf(_text, StringComparison.Ordinal) >= 0,
            _ => true,
        };
    }

    private FilterFault ParseLegacy(string text)
    {
        if (text.Length == 0)
        {
            return FilterFault.Format;
        }

        Excludes = text[0] == '!';
        _method = "regex";
        return Compile(Excludes ? text.Substring(1) : text);
    }

    private bool ParseCriteria(string criteria)
    {
        int at = 0;
        while (at < criteria.Length)
        {
            int open = criteria.IndexOf('(', at);
            int close = open < 0 ? -1 : criteria.IndexOf(')', open);
            if (close < 0)
            {
                return false;
            }

            string name = criteria.Substring(at, open - at).Trim(' ', ',');
            string value = criteria.Substring(open + 1, close - open - 1);
            if (!Take(name, value))
            {
                return false;
            }

            at = close + 1;
        }

        return true;
    }

    private bool Take(string name, string value)
    {
        switch (name)
        {
            case "action":
                Excludes = value == "exclude";
                return Excludes || value == "include";
            case "name":
                _eventName = value;
                return true;
            case "header":
                _header = value.TrimEnd(':', ' ');
                return true;
            case "method":
                _method = value;
                return value is "regex" or "exact" or "starts_with" or "ends_with" or "contains" or "none";
            default:
                return false;
        }
    }

    private FilterFault Compile(string pattern)
    {
        foreach ((string name, string members) in _classes)
        {
            pattern = pattern.Replace(name, members);
        }

        try
        {
            _regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Singleline, _longestMatch);
            return FilterFault.None;
        }
        catch (ArgumentException)
        {
            // The client's pattern is at fault, and it is told so.
            return FilterFault.Regex;
        }
    }

    private bool IsMatch(string subject)
    {
        try
        {
            return _regex!.IsMatch(subject);
        }
        catch (RegexMatchTimeoutException)
        {
            // A pattern that takes for ever matches nothing.
            return false;
        }
    }
}
