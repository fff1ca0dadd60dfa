using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AsteriskAmi.Catalog;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>
/// An <see cref="AmiEventFilter"/> in the server's own words, the action Filter. Names alone are matched by name where the
/// server can; all else is a regular expression over the whole text of an event.
/// </summary>
internal static class ServerFilter
{
    // Headers come in an order that nobody knows, so both are spelt out. Three would have six, more than a line holds.
    private const int MostRules = 2;

    // Behind the start of a line and before its end, for the server's expression: CR and LF cannot be sent.
    private const string LineBreak = "[[:cntrl:]]";

    // Where filters by name came in (Asterisk, UPGRADE notes of the action Filter).
    private static readonly Version[] _namesSince = { new(18, 26), new(20, 11), new(21, 6), new(22, 1) };

    /// <summary>Gives the actions that make the server send the same events as the filter lets through.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="serverVersion">Asterisk's version; null for one that is not known.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: the server has no way to say it.</exception>
    internal static IEnumerable<AmiAction> ToActions(AmiEventFilter filter, string? serverVersion)
    {
        HeaderRule[] rules = new EventMatcher(filter).Rules;
        if (rules.Length > MostRules)
        {
            throw TooMuch($"It names {rules.Length} headers; {MostRules} are the most that the server can look for.");
        }

        bool byName = MatchesNames(serverVersion);
        var actions = new List<AmiAction>();
        if (rules.Length == 0 && byName && filter.Names.Count > 0 && filter.Names.All(IsPlain))
        {
            actions.AddRange(filter.Names.Select(name => ByName("include", name)));
        }
        else if (rules.Length > 0 || filter.Names.Count > 0)
        {
            actions.Add(ByExpression(Include(filter.Names, rules)));
        }

        if (byName && filter.Exclude.All(IsPlain))
        {
            actions.AddRange(filter.Exclude.Select(name => ByName("exclude", name)));
        }
        else if (filter.Exclude.Count > 0)
        {
            actions.Add(ByExpression("!" + NameLine(filter.Exclude)));
        }

        if (actions.Count == 0)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, "A filter that wants every event is none. Give -Name, -Exclude, -Channel, -Queue or -Property.");
        }

        return actions;
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

    private static AmiAction ByName(string operation, string name) =>
        Add().Add("MatchCriteria", $"action({operation}),name({name}),method(none)");

    private static AmiAction ByExpression(string expression)
    {
        if (AmiText.Utf8.GetByteCount("Filter: \r\n" + expression) > HeaderRules.MaxLineBytes)
        {
            throw TooMuch($"Written out for the server it is longer than the {HeaderRules.MaxLineBytes} bytes of a line.");
        }

        return Add().Add("Filter", expression);
    }

    private static AmiAction Add() => new AmiAction("Filter").Add("Operation", "Add");

    private static string Include(IReadOnlyCollection<string> names, HeaderRule[] rules)
    {
        string name = names.Count > 0 ? NameLine(names) : string.Empty;
        string[] lines = rules.Select(HeaderLine).ToArray();
        if (lines.Length == 0)
        {
            return name;
        }

        string orders = lines.Length == 1 ? lines[0] : AnyOf(new[] { lines[0] + ".*" + lines[1], lines[1] + ".*" + lines[0] });
        return names.Count > 0 ? name + ".*" + orders : orders;
    }

    private static string NameLine(IEnumerable<string> names) =>
        "^Event: " + AnyOf(names.Select(name => new Wildcard(name).ToPosix())) + LineBreak;

    private static string HeaderLine(HeaderRule rule)
    {
        string name = rule.Name is null ? "[[:alnum:]]*Channel[12]?" : Wildcard.LiteralToPosix(rule.Name);
        return LineBreak + name + ": " + AnyOf(rule.Values.Select(value => value.ToPosix())) + LineBreak;
    }

    private static string AnyOf(IEnumerable<string> expressions)
    {
        string[] all = expressions.ToArray();
        return all.Length == 1 ? all[0] : "(" + string.Join("|", all) + ")";
    }

    private static AmiException TooMuch(string why) => new(
        AmiErrorCode.InvalidHeader,
        $"The server cannot filter by this. {why} Give it less, and let Watch-AmiEvent, Register-AmiEvent or Wait-AmiEvent filter the rest.");
}
