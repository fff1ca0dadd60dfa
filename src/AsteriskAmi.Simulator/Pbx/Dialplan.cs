using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>One priority of an extension: an application and its arguments.</summary>
internal sealed class DialplanStep
{
    internal DialplanStep(string application, string data)
    {
        Application = application;
        Data = data;
    }

    internal string Application { get; }

    internal string Data { get; }
}

/// <summary>One extension of a context: its priorities from 1 on, or the hint.</summary>
internal sealed class DialplanExtension
{
    internal DialplanExtension(string pattern)
    {
        Pattern = pattern;
    }

    internal string Pattern { get; }

    internal string? Hint { get; set; }

    internal List<DialplanStep> Steps { get; } = new();

    /// <summary>Whether a number is this extension: by name, or by a pattern with a leading underscore.</summary>
    internal bool Matches(string exten)
    {
        if (Pattern.Length == 0 || Pattern[0] != '_')
        {
            return string.Equals(Pattern, exten, StringComparison.Ordinal);
        }

        int at = 0;
        for (int i = 1; i < Pattern.Length; i++, at++)
        {
            if (Pattern[i] == '.')
            {
                return at < exten.Length;
            }

            if (at >= exten.Length || !MatchesOne(ref i, exten[at]))
            {
                return false;
            }
        }

        return at == exten.Length;
    }

    private bool MatchesOne(ref int i, char digit)
    {
        if (Pattern[i] != '[')
        {
            return Pattern[i] switch
            {
                'X' => digit is >= '0' and <= '9',
                'Z' => digit is >= '1' and <= '9',
                'N' => digit is >= '2' and <= '9',
                char other => other == digit,
            };
        }

        int end = Pattern.IndexOf(']', i);
        bool found = false;
        for (int at = i + 1; at < end; at++)
        {
            bool isRange = at + 2 < end && Pattern[at + 1] == '-';
            found = found || (isRange ? digit >= Pattern[at] && digit <= Pattern[at + 2] : digit == Pattern[at]);
            at += isRange ? 2 : 0;
        }

        // A pattern without the closing bracket matches nothing.
        i = end < 0 ? Pattern.Length : end;
        return found;
    }
}

/// <summary>A named set of extensions, which may include others.</summary>
internal sealed class DialplanContext
{
    internal DialplanContext(string name)
    {
        Name = name;
    }

    internal string Name { get; }

    internal List<DialplanExtension> Extensions { get; } = new();

    internal List<string> Includes { get; } = new();
}

/// <summary>The dialplan, read from text in the syntax of extensions.conf (exten, same, include; no variables in names).</summary>
internal sealed class Dialplan
{
    private static readonly char[] _comma = { ',' };

    internal List<DialplanContext> Contexts { get; } = new();

    internal static Dialplan Parse(string text)
    {
        var plan = new Dialplan();
        DialplanContext? context = null;
        DialplanExtension? extension = null;
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            if (line.Length == 0 || line[0] == ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                context = plan.Add(line.Trim('[', ']'));
                continue;
            }

            int arrow = line.IndexOf("=>", StringComparison.Ordinal);
            string word = line.Substring(0, arrow).Trim();
            string rest = line.Substring(arrow + 2).Trim();
            if (word == "include")
            {
                context!.Includes.Add(rest);
                continue;
            }

            if (word == "exten")
            {
                string[] parts = rest.Split(_comma, 2);
                extension = new DialplanExtension(parts[0]);
                context!.Extensions.Add(extension);
                rest = parts[1];
            }

            int comma = rest.IndexOf(',');
            AddStep(extension!, rest.Substring(0, comma), rest.Substring(comma + 1));
        }

        return plan;
    }

    internal DialplanContext? FindContext(string name) =>
        Contexts.FirstOrDefault(context => string.Equals(context.Name, name, StringComparison.Ordinal));

    /// <summary>The context's own extensions come first, then those of what it includes.</summary>
    internal DialplanExtension? Find(string contextName, string exten)
    {
        DialplanContext? context = FindContext(contextName);
        if (context is null)
        {
            return null;
        }

        DialplanExtension? own = context.Extensions.FirstOrDefault(e => e.Steps.Count > 0 && e.Matches(exten));
        return own ?? context.Includes.Select(name => Find(name, exten)).FirstOrDefault(e => e is not null);
    }

    internal DialplanStep? Find(string context, string exten, int priority)
    {
        DialplanExtension? extension = Find(context, exten);
        return extension is not null && priority >= 1 && priority <= extension.Steps.Count
            ? extension.Steps[priority - 1]
            : null;
    }

    internal DialplanContext Add(string name)
    {
        DialplanContext? context = FindContext(name);
        if (context is null)
        {
            context = new DialplanContext(name);
            Contexts.Add(context);
        }

        return context;
    }

    private static void AddStep(DialplanExtension extension, string priority, string call)
    {
        if (priority == "hint")
        {
            extension.Hint = call;
            return;
        }

        int open = call.IndexOf('(');
        extension.Steps.Add(new DialplanStep(
            call.Substring(0, open),
            call.Substring(open + 1, call.LastIndexOf(')') - open - 1)));
        if (priority != "n" && int.Parse(priority, CultureInfo.InvariantCulture) != extension.Steps.Count)
        {
            throw new FormatException("Priorities must follow each other: " + call);
        }
    }
}
