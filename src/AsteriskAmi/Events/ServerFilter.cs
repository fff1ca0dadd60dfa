using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Catalog;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>
/// An <see cref="AmiEventFilter"/> in the server's own words, the action Filter. Names alone are matched by name where the
/// server can; all else is a regular expression over the whole text of an event. That may let more through than the filter
/// does: the session looks at what comes by the rules that are made here (<see cref="EventSieve"/>).
/// </summary>
internal static class ServerFilter
{
    // Headers come in an order that nobody knows, so both are spelt out. Three would have six, more than a line holds.
    private const int MostRules = 2;

    // Behind the start of a line and before its end, for the server's expression: CR and LF cannot be sent.
    private const string LineBreak = "[[:cntrl:]]";

    // Where filters by name came in (Asterisk, UPGRADE notes of the action Filter).
    private static readonly Version[] _namesSince = { new(18, 26), new(20, 11), new(21, 6), new(22, 1) };

    /// <summary>Gives the rules by which the server and the session together let through what the filter does.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="serverVersion">Asterisk's version; null for one that is not known.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: the server has no way to say it.</exception>
    internal static IReadOnlyList<FilterRule> ToRules(AmiEventFilter filter, string? serverVersion)
    {
        HeaderRule[] headers = new EventMatcher(filter).Rules;
        bool byName = MatchesNames(serverVersion);
        var rules = new List<FilterRule>();
        if (headers.Length == 0 && byName && filter.Names.Count > 0 && filter.Names.All(IsPlain))
        {
            rules.AddRange(filter.Names.Select(name => ByName("include", name)));
        }
        else if (headers.Length > 0 || filter.Names.Count > 0)
        {
            rules.Add(ByExpression(Include(filter.Names, headers), isExcluding: false, new AmiEventFilter
            {
                Names = filter.Names,
                Channels = filter.Channels,
                Queues = filter.Queues,
                Headers = filter.Headers,
            }));
        }

        if (byName && filter.Exclude.All(IsPlain))
        {
            rules.AddRange(filter.Exclude.Select(name => ByName("exclude", name)));
        }
        else if (filter.Exclude.Count > 0)
        {
            // What the server left out nobody could bring back, so this one takes rather less.
            string expression = "!" + NameLine(new PosixPattern(isWide: false), filter.Exclude);
            rules.Add(ByExpression(expression, isExcluding: true, new AmiEventFilter { Names = filter.Exclude }));
        }

        return rules.Count > 0 ? rules : throw new AmiException(
            AmiErrorCode.InvalidHeader, "A filter that wants every event is none. Give -Name, -Exclude, -Channel, -Queue or -Property.");
    }

    private static bool MatchesNames(string? serverVersion)
    {
        string[] numbers = (serverVersion ?? string.Empty).Split('.', '-');
        if (numbers.Length < 2
            || !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            || !int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
        {
            return false;
        }

        return major > 22 || Array.Exists(_namesSince, since => since.Major == major && minor >= since.Minor);
    }

    /// <summary>Whether a name can be told to the server as it is: it compares with case there, so it must be one that is known.</summary>
    private static bool IsPlain(string name) => AmiCatalog.FindEvent(name)?.Name == name;

    private static FilterRule ByName(string operation, string name) => new(
        Add().Add("MatchCriteria", $"action({operation}),name({name}),method(none)"),
        operation == "exclude",
        new EventMatcher(new AmiEventFilter { Names = new[] { name } }),
        isExact: true);

    private static FilterRule ByExpression(string expression, bool isExcluding, AmiEventFilter meaning)
    {
        if (AmiText.Utf8.GetByteCount("Filter: \r\n" + expression) > HeaderRules.MaxLineBytes)
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader,
                $"The server cannot filter by this. Written out for it it is longer than the {HeaderRules.MaxLineBytes} bytes of a line. Give it less, and let Watch-AmiEvent, Register-AmiEvent or Wait-AmiEvent filter the rest.");
        }

        return new FilterRule(Add().Add("Filter", expression), isExcluding, new EventMatcher(meaning), isExact: false);
    }

    private static AmiAction Add() => new AmiAction("Filter").Add("Operation", "Add");

    private static string Include(IReadOnlyCollection<string> names, HeaderRule[] headers)
    {
        string name = names.Count > 0 ? NameLine(new PosixPattern(isWide: true), names) : string.Empty;
        string[] lines = headers.Take(MostRules).Select(HeaderLine).ToArray();
        string all = lines.Length switch
        {
            0 => string.Empty,
            1 => lines[0],
            _ => $"({lines[0]}.*{lines[1]}|{lines[1]}.*{lines[0]})",
        };
        return name.Length > 0 && all.Length > 0 ? name + ".*" + all : name + all;
    }

    private static string NameLine(PosixPattern expression, IEnumerable<string> names) => expression
        .Raw("^Event: ").AnyOf(names.Select(name => new Wildcard(name)).ToArray()).Raw(LineBreak).ToString();

    private static string HeaderLine(HeaderRule rule)
    {
        PosixPattern expression = new PosixPattern(isWide: true).Raw(LineBreak);
        expression = rule.Name is null ? expression.Raw("[^[:cntrl:]:]*").Text("Channel").Raw("[12]?") : expression.Text(rule.Name);
        return expression.Raw(": ").AnyOf(rule.Values).Raw(LineBreak).ToString();
    }
}
