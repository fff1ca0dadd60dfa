using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using AsteriskAmi.Events;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Events;

public sealed class EventFileTests : IDisposable
{
    private static readonly DateTimeOffset _time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1));

    private readonly string _folder = Directory.CreateTempSubdirectory("ami-events").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_has_the_headers_in_their_order_as_strings()
    {
        Assert.Equal(
            """{"@timestamp":"2026-01-02T03:04:05.678+01:00","Event":"Hangup","Cause":"16","ChanVariable":["a=1","b=2"],"Last":""}""",
            EventJson.Line(Wire.Message("Event: Hangup", "Cause: 16", "ChanVariable: a=1", "chanvariable: b=2", "Last: "), _time));
    }

    [Theory]
    [InlineData("""a"b\c""")]
    [InlineData("tab\there\u0001\u001b[31m")]
    [InlineData("Jürgen 日本 \U0001F4DE")]
    [InlineData("\u2028line\u2029")]
    public void Any_value_comes_back_as_it_was(string value)
    {
        using JsonDocument line = JsonDocument.Parse(EventJson.Line(Wire.Message("Event: A", "Text: " + value), _time));

        Assert.Equal(value, line.RootElement.GetProperty("Text").GetString());
    }

    [Fact]
    public void A_file_that_is_full_is_renamed_and_nothing_is_lost_or_divided()
    {
        string path = Path.Combine(_folder, "e.jsonl");
        using (var file = new EventFile(path, FileMode.Create, 2048))
        {
            for (int i = 0; i < 200; i++)
            {
                file.Write(Wire.Message("Event: A", "Number: " + i), _time);
            }
        }

        string[] files = Directory.GetFiles(_folder).OrderBy(f => Number(f) ?? int.MaxValue).ToArray();
        Assert.True(files.Length > 3);
        Assert.All(files, f => Assert.InRange(new FileInfo(f).Length, 1, 2048));
        Assert.Equal(path, files[^1]);
        Assert.Equal(Enumerable.Range(0, 200), files.SelectMany(File.ReadLines).Select(NumberOf));
    }

    [Fact]
    public void A_file_is_gone_on_with_and_numbers_that_are_taken_stay()
    {
        string path = Path.Combine(_folder, "e.jsonl");
        File.WriteAllText(Path.Combine(_folder, "e.1.jsonl"), "mine");
        foreach (int i in new[] { 1, 2 })
        {
            using var file = new EventFile(path, FileMode.Append, 70);
            file.Write(Wire.Message("Event: A", "Number: " + i), _time);
        }

        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "e.1.jsonl")));
        Assert.Equal(1, NumberOf(File.ReadAllText(Path.Combine(_folder, "e.2.jsonl"))));
        Assert.Equal(2, NumberOf(File.ReadAllText(path)));
    }

    [Fact]
    public void An_event_that_is_longer_than_a_file_may_be_is_written_whole()
    {
        string path = Path.Combine(_folder, "e.jsonl");
        using (var file = new EventFile(path, FileMode.Create, 1024))
        {
            file.Write(Wire.Message("Event: A", "Text: " + new string('x', 5000)), _time);
        }

        Assert.Equal([path], Directory.GetFiles(_folder));
        Assert.True(new FileInfo(path).Length > 5000);
    }

    private static int? Number(string file) => int.TryParse(Path.GetFileName(file).Split('.')[1], out int number) ? number : null;

    private static int NumberOf(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return int.Parse(json.RootElement.GetProperty("Number").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
