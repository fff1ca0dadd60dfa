using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using AsteriskAmi.Simulator.Actions;

namespace AsteriskAmi.Simulator.Replay;

/// <summary>What a transcript of Start-AmiTranscript holds: exchanges and events, in their order.</summary>
internal sealed class Recording
{
    private const string Format = "# AsteriskAmi transcript: format 1;";
    private const string Indent = "    ";

    // Pictures stand for control characters, that of the line feed for the end of a line that had no CR.
    private const char FirstPicture = '\u2400';
    private const char LastPicture = '\u241f';

    private static readonly Regex _head = new(
        @"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (?<kind>[<>#]) (?<rest>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    private readonly Dictionary<string, RecordedExchange?> _byId = new(StringComparer.Ordinal);
    private RecordedBlock? _block;
    private int _count;

    private Recording()
    {
    }

    /// <summary>How the server greeted.</summary>
    internal string Banner { get; private set; } = "Asterisk Call Manager/11.0.0";

    internal string AsteriskVersion { get; private set; } = string.Empty;

    /// <summary>When the recording began.</summary>
    internal DateTime Begin { get; private set; } = DateTime.MaxValue;

    internal List<RecordedExchange> Exchanges { get; } = new();

    /// <summary>The events that came by themselves, each with how many exchanges had begun before it.</summary>
    internal List<KeyValuePair<int, RecordedBlock>> Events { get; } = new();

    /// <summary>Reads a transcript.</summary>
    /// <exception cref="FormatException">It is none, with the number of the line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static Recording Read(string path)
    {
        var recording = new Recording();
        string[] lines = File.ReadAllText(path).Split('\n');
        if (!lines[0].StartsWith(Format, StringComparison.Ordinal))
        {
            throw new FormatException("It does not begin as a transcript of Start-AmiTranscript does.");
        }

        // What stands behind the last line end is nothing, or half a line.
        for (int i = 0; i < lines.Length - 1; i++)
        {
            if (!recording.Take(lines[i].TrimEnd('\r')))
            {
                throw new FormatException($"Line {i + 1} belongs to no transcript: '{lines[i]}'.");
            }
        }

        recording.EndBlock();
        return recording;
    }

    private bool Take(string line)
    {
        if (_block is not null && line.StartsWith(Indent, StringComparison.Ordinal))
        {
            _block.Add(Plain(line.Substring(Indent.Length)));
            return true;
        }

        EndBlock();
        if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            TakeFileHead(line.Substring(2));
            return true;
        }

        Match head = _head.Match(line);
        if (head.Success)
        {
            DateTime time = DateTime.Parse(head.Groups["time"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            Begin = time < Begin ? time : Begin;
            string kind = head.Groups["kind"].Value;
            _block = kind == "#" ? null : new RecordedBlock(_count++, time, head.Groups["rest"].Value, kind == ">");
        }

        return head.Success;
    }

    private void TakeFileHead(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        string value = colon < 0 ? string.Empty : line.Substring(colon + 2);
        switch (colon < 0 ? line : line.Substring(0, colon))
        {
            case "AsteriskAmi transcript":
                // Another one behind the first: its connections have nothing to do with those before.
                _byId.Clear();
                break;
            case "Banner" when value.Length > 0:
                Banner = value;
                break;
            case "AsteriskVersion" when value.Length > 0:
                AsteriskVersion = value;
                break;
        }
    }

    private void EndBlock()
    {
        RecordedBlock? block = _block;
        _block = null;
        if (block is null)
        {
            return;
        }

        string? id = block["ActionID"];
        string key = block.Connection + " " + id;
        if (block.IsAction)
        {
            TakeAction(block, key);
        }
        else if (id is not null && _byId.TryGetValue(key, out RecordedExchange? exchange))
        {
            exchange?.Answers.Add(block);
        }
        else if (block["Event"] is not null && (id is null || block["Privilege"] is not null))
        {
            Events.Add(new KeyValuePair<int, RecordedBlock>(Exchanges.Count, block));
        }
    }

    private void TakeAction(RecordedBlock block, string key)
    {
        // What is about the connection itself the simulator answers by itself.
        RecordedExchange? exchange = SessionActions.IsAboutConnection(block["Action"] ?? string.Empty)
            ? null
            : new RecordedExchange(block, Exchanges.Count + 1);
        if (exchange is not null)
        {
            Exchanges.Add(exchange);
        }

        _byId[key] = exchange;
    }

    private static string Plain(string line)
    {
        char[] plain = line.ToCharArray();
        for (int i = 0; i < plain.Length; i++)
        {
            if (plain[i] is >= FirstPicture and <= LastPicture)
            {
                plain[i] = (char)(plain[i] - FirstPicture);
            }
        }

        return new string(plain);
    }
}
