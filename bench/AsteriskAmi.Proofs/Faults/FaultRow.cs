using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>What came of one kind of fault.</summary>
internal sealed class FaultRow
{
    internal FaultRow(string name) => Name = name;

    internal string Name { get; }

    internal int Tried { get; set; }

    internal int Survived { get; set; }

    /// <summary>Events that the server made and the session did not give; null where none were made.</summary>
    internal int? EventsLost { get; set; }

    /// <summary>Events in all.</summary>
    internal int Events { get; set; }

    internal int Actions { get; set; }

    /// <summary>Actions that failed because the connection was lost or mute while they were on their way.</summary>
    internal int ActionsUndecided { get; set; }

    /// <summary>Actions that were not sent, for want of a connection, or refused by a server that shuts down.</summary>
    internal int ActionsNotSent { get; set; }

    internal int Duplicates { get; set; }

    /// <summary>How long each took until the session was connected again, in seconds.</summary>
    internal List<double> Recovered { get; } = [];

    internal List<string> Violations { get; } = [];

    /// <summary>What else was seen, for people.</summary>
    internal string Note { get; set; } = string.Empty;

    internal static string Head =>
        "| fault | tried | survived | events | lost, all marked | actions | failed, reported | not sent or refused, reported | done twice | back after, median | worst |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

    internal void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            Violations.Add(otherwise);
        }
    }

    public override string ToString()
    {
        double[] times = [.. Recovered.Order()];
        string[] cells =
        [
            Name,
            Number(Tried),
            Number(Survived),
            EventsLost is null ? "" : Number(Events),
            EventsLost is null ? "" : Number(EventsLost.Value),
            Actions == 0 ? "" : Number(Actions),
            Actions == 0 ? "" : Number(ActionsUndecided),
            Actions == 0 ? "" : Number(ActionsNotSent),
            Actions == 0 ? "" : Number(Duplicates),
            times.Length == 0 ? "" : Seconds(times[times.Length / 2]),
            times.Length == 0 ? "" : Seconds(times[^1]),
        ];
        return "| " + string.Join(" | ", cells) + " |";
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";
}
