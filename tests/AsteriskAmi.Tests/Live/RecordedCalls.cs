using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using AsteriskAmi.Live;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;

namespace AsteriskAmi.Tests.Live;

/// <summary>What real Asterisks sent for one call of each kind (Calls16.txt, Calls22.txt), played into a book.</summary>
internal static class RecordedCalls
{
    internal static readonly DateTimeOffset Begin = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The events of one kind, each with the moment when it came.</summary>
    internal static IReadOnlyList<(DateTimeOffset Time, AmiMessage Message)> Of(string branch, string kind)
    {
        using Stream stream = typeof(RecordedCalls).Assembly.GetManifestResourceStream($"Calls{branch}.txt")!;
        using var reader = new StreamReader(stream);
        string section = reader.ReadToEnd().Split("\n== ").Single(part => part.StartsWith(kind + "\n", StringComparison.Ordinal));
        return section.Split("\n@").Skip(1).Select(Event).ToArray();
    }

    /// <summary>Plays the events of one kind into a book.</summary>
    /// <returns>All that changed, in order.</returns>
    internal static List<T> Play<T>(ILiveBook<T> book, string branch, string kind)
    {
        var changes = new List<T>();
        foreach ((DateTimeOffset time, AmiMessage message) in Of(branch, kind))
        {
            if (book.EventNames.Contains(message.EventName!))
            {
                book.Apply(message, time, changes);
            }
        }

        return changes;
    }

    private static (DateTimeOffset Time, AmiMessage Message) Event(string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        double seconds = double.Parse(lines[0], CultureInfo.InvariantCulture);
        return (Begin.AddSeconds(seconds), Wire.Message(lines.Skip(1).ToArray()));
    }
}
