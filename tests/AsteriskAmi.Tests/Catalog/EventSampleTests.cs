using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using AsteriskAmi.Catalog;
using AsteriskAmi.Protocol;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Catalog;

/// <summary>One message for each event (EventSamples.txt): it parses, and each header is of the type that is declared for it.</summary>
public class EventSampleTests
{
    private const string ByHand = "by hand";

    // What Asterisk says where it has no value.
    private static readonly string[] _noValue = { "", "N/A", "(null)", "<unknown>", "Not monitored" };

    // On every event, or an option of manager.conf, or any name at all.
    private static readonly string[] _everywhere = { "Event", "Privilege", "ActionID" };
    private static readonly string[] _withAnyHeaders = { "UserEvent", "TestEvent", "DataGet Tree" };

    private static readonly Dictionary<string, (string Source, AmiMessage Message)> _samples = Read();

    public static TheoryData<string> Events => [.. AmiCatalog.Events.Select(e => e.Name)];

    [Fact]
    public void Every_sample_is_of_an_event_of_the_catalog()
    {
        Assert.All(_samples.Keys, name => Assert.NotNull(AmiCatalog.FindEvent(name)));
        Assert.True(_samples.Values.Count(s => s.Source != ByHand) > _samples.Count / 2, "Most of them were sent by an Asterisk.");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_has_a_sample_whose_headers_are_of_their_types(string name)
    {
        Assert.True(_samples.TryGetValue(name, out (string Source, AmiMessage Message) sample), $"EventSamples.txt has no {name}.");
        AmiMessage message = sample.Message;
        Assert.Equal(name, message.EventName, ignoreCase: true);
        Assert.True(message.IsEvent);
        foreach (KeyValuePair<string, string> header in message.GetAllHeaders())
        {
            Type declared = HeaderTypes.ClrType(HeaderTypes.Of(name, header.Key));
            object? shown = HeaderTypes.Convert(message, header.Key, header.Value);
            if (_noValue.Contains(header.Value))
            {
                Assert.Equal(header.Value, shown);
            }
            else if (shown is null)
            {
                Assert.True(declared == typeof(DateTime), $"{header.Key} is a moment that never was");
            }
            else
            {
                Assert.True(
                    shown.GetType() == declared || (shown is long && declared == typeof(int)),
                    $"{header.Key} of {name} is declared as {declared.Name}, and '{header.Value}' came as {shown.GetType().Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void The_catalog_knows_the_headers_of_an_event(string name)
    {
        IEnumerable<string> known = AmiCatalog.FindEvent(name)!.Headers.Select(h => h.Name).Concat(_everywhere);
        IEnumerable<string> sent = _samples[name].Message.GetAllHeaders()
            .Select(h => h.Key.StartsWith("ChanVariable(", StringComparison.Ordinal) ? "ChanVariable" : h.Key)
            .Select(h => h.StartsWith("Report0", StringComparison.Ordinal) ? "ReportX" + h[7..] : h);

        if (!_withAnyHeaders.Contains(name))
        {
            Assert.Empty(sent.Except(known, StringComparer.OrdinalIgnoreCase));
        }
    }

    private static Dictionary<string, (string Source, AmiMessage Message)> Read()
    {
        using var reader = new StreamReader(typeof(EventSampleTests).Assembly.GetManifestResourceStream("EventSamples.txt")!);
        string[] parts = reader.ReadToEnd().Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        var samples = new Dictionary<string, (string, AmiMessage)>(StringComparer.OrdinalIgnoreCase);
        // The first part says what the file is.
        foreach (string part in parts.Skip(1))
        {
            string[] lines = part.Trim('\n').Split('\n');
            AmiMessage message = Wire.Message(lines.Skip(1).ToArray());
            samples.Add(message.EventName!, (lines[0].TrimStart('#', ' '), message));
        }

        return samples;
    }
}
