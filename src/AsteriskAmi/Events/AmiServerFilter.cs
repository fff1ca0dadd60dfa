using System;
using System.Linq;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Events;

/// <summary>A filter that the server applies to the events of a session (action Filter).</summary>
public sealed class AmiServerFilter
{
    private const string CriteriaName = "MatchCriteria";
    private const string ExpressionName = "Filter";

    internal AmiServerFilter(FilterRule rule, AmiSession session)
    {
        Criteria = Value(rule.Action, CriteriaName);
        Expression = Value(rule.Action, ExpressionName);
        IsExcluding = rule.IsExcluding;
        Session = session;
    }

    /// <summary>Whether events that fit are not sent; otherwise only events that fit this or another such filter are.</summary>
    public bool IsExcluding { get; }

    /// <summary>What the server compares (Asterisk 18.26, 20.11, 21.6, 22.1 and later); empty for a regular expression over the whole event.</summary>
    public string Criteria { get; }

    /// <summary>What it compares with: a value or a regular expression.</summary>
    public string Expression { get; }

    /// <summary>The session whose events it filters.</summary>
    public AmiSession Session { get; }

    /// <summary>Whether an action Filter names events that are not wanted.</summary>
    internal static bool Excludes(AmiAction action)
    {
        string criteria = Value(action, CriteriaName);
        return criteria.IndexOf("action(exclude)", StringComparison.Ordinal) >= 0
            || (criteria.Length == 0 && Value(action, ExpressionName).StartsWith("!", StringComparison.Ordinal));
    }

    private static string Value(AmiAction action, string name) =>
        action.Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value ?? string.Empty;
}
