using System;
using System.Globalization;
using AsteriskAmi.Protocol;
using AsteriskAmi.Session;

namespace AsteriskAmi.Queues;

/// <summary>
/// A step of a rule in queuerules.conf: from what time on a caller is taken to members of other penalties (action QueueRule).
/// </summary>
public sealed class AmiQueueRule
{
    /// <param name="name">The rule's name.</param>
    /// <param name="step">The step as the server tells it: seconds, highest and lowest penalty (30,5,+0); null for a rule without any.</param>
    /// <param name="session">The session.</param>
    internal AmiQueueRule(string name, string? step, AmiSession session)
    {
        Name = name;
        Session = session;
        if (step is not null)
        {
            string[] parts = step.Split(',');
            Time = TimeSpan.FromSeconds(HeaderValue.Integer(parts[0]));
            (MaxPenalty, IsMaxRelative) = Penalty(parts, 1);
            (MinPenalty, IsMinRelative) = Penalty(parts, 2);
        }
    }

    /// <summary>The rule's name.</summary>
    public string Name { get; }

    /// <summary>How long the caller must have waited, in whole seconds; null for a rule without steps.</summary>
    public TimeSpan? Time { get; }

    /// <summary>The highest penalty of members that are called from then on, or what is added to it.</summary>
    public int? MaxPenalty { get; }

    /// <summary>Whether MaxPenalty is added to what it was before.</summary>
    public bool IsMaxRelative { get; }

    /// <summary>The lowest penalty of members that are called from then on, or what is added to it.</summary>
    public int? MinPenalty { get; }

    /// <summary>Whether MinPenalty is added to what it was before.</summary>
    public bool IsMinRelative { get; }

    /// <summary>The session that it was read from.</summary>
    public AmiSession Session { get; }

    /// <summary>The rule's name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    // A number with a sign is added; Asterisk knows no penalties below zero (apps/app_queue.c, insert_penaltychange).
    private static (int? Value, bool IsRelative) Penalty(string[] parts, int index) =>
        parts.Length > index
            && int.TryParse(parts[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? (value, parts[index][0] is '+' or '-')
            : (null, false);
}
