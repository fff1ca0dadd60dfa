using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using AsteriskAmi.Live;

namespace AsteriskAmi.Proofs.Live;

/// <summary>A queue as the console's `queue show` prints it.</summary>
internal sealed partial class ShownQueue
{
    private readonly List<TimeSpan> _waits = [];
    private readonly List<AmiAgentState> _states = [];

    private ShownQueue(Match head)
    {
        Name = head.Groups["name"].Value;
        Calls = Number(head, "calls");
        HoldTime = Number(head, "hold");
        TalkTime = Number(head, "talk");
        Completed = Number(head, "completed");
        Abandoned = Number(head, "abandoned");
        ServiceLevel = Number(head, "level");
        ServiceLevelPercent = double.Parse(head.Groups["share"].Value, CultureInfo.InvariantCulture);
    }

    internal string Name { get; }

    internal int Calls { get; }

    internal int HoldTime { get; }

    internal int TalkTime { get; }

    internal int Completed { get; }

    internal int Abandoned { get; }

    internal int ServiceLevel { get; }

    internal double ServiceLevelPercent { get; }

    /// <summary>How many calls its members have taken.</summary>
    internal int Taken { get; private set; }

    internal TimeSpan LongestWait => _waits.Count == 0 ? TimeSpan.Zero : _waits.Max();

    internal int Count(AmiAgentState state) => _states.Count(other => other == state);

    /// <summary>Reads what `queue show` prints.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="wrapUp">How long a queue leaves its members alone after a call: that is not printed.</param>
    internal static IReadOnlyList<ShownQueue> Read(IEnumerable<string> lines, Func<string, TimeSpan> wrapUp)
    {
        var queues = new List<ShownQueue>();
        foreach (string line in lines)
        {
            if (HeadLine().Match(line) is { Success: true } head)
            {
                queues.Add(new ShownQueue(head));
            }
            else if (CallerLine().Match(line) is { Success: true } caller)
            {
                queues[^1]._waits.Add(TimeSpan.FromSeconds((60 * Number(caller, "minutes")) + Number(caller, "seconds")));
            }
            else if (TakenPart().Match(line) is { Success: true } taken)
            {
                queues[^1].AddMember(line, taken, wrapUp(queues[^1].Name));
            }
        }

        return queues;
    }

    private void AddMember(string line, Match taken, TimeSpan wrapUp)
    {
        Taken += taken.Groups["taken"].Value == "no" ? 0 : Number(taken, "taken");
        bool isWrappingUp = taken.Groups["ago"].Success && TimeSpan.FromSeconds(Number(taken, "ago")) < wrapUp;
        bool Says(params string[] states) => states.Any(state => line.Contains($"({state})", StringComparison.Ordinal));
        _states.Add(
            Says("in call") ? AmiAgentState.Talking
            : isWrappingUp ? AmiAgentState.WrapUp
            : line.Contains("(paused", StringComparison.Ordinal) ? AmiAgentState.Paused
            : Says("Not in use", "Unknown") ? AmiAgentState.Available
            : Says("Unavailable", "Invalid") ? AmiAgentState.Unavailable
            : AmiAgentState.Busy);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>\S+) has (?<calls>\d+) calls \(max .*\((?<hold>\d+)s holdtime, (?<talk>\d+)s talktime\), W:\d+, C:(?<completed>\d+), A:(?<abandoned>\d+), SL:(?<share>[\d.]+)%.* within (?<level>\d+)s")]
    private static partial Regex HeadLine();

    [GeneratedRegex(@"^\s+\d+\. .*\(wait: (?<minutes>\d+):(?<seconds>\d+), prio")]
    private static partial Regex CallerLine();

    [GeneratedRegex(@" has taken (?<taken>no|\d+) calls( yet)?( \(last was (?<ago>\d+) secs ago\))?")]
    private static partial Regex TakenPart();
}
