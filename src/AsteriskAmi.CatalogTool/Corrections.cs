using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;

namespace AsteriskAmi.CatalogTool;

/// <summary>
/// What was found, in Asterisk's sources or on the wire, to be other than its documentation says (Corrections.txt).
/// A line is a verb, what it says, a colon, and the actions or events that it is about; or a verb, an action or event,
/// a colon, and its parameters or headers.
/// </summary>
internal sealed class Corrections
{
    private readonly List<(int Line, string Verb, string Subject, string[] Items)> _lines = new();

    private Corrections(TextReader text)
    {
        int number = 0;
        foreach (string line in Lines(text))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            int space = line.IndexOf(' ', StringComparison.Ordinal);
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (space < 0 || colon < space)
            {
                throw new FormatException($"Corrections.txt, line {number}: a line is VERB SUBJECT: ITEMS.");
            }

            _lines.Add((
                number,
                line.Substring(0, space),
                line.Substring(space + 1, colon - space - 1),
                line.Substring(colon + 1).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    /// <summary>Reads the table that is part of this program.</summary>
    internal static Corrections Load() => new(Open("Corrections.txt"));

    internal static TextReader Open(string resource) =>
        new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);

    internal static IEnumerable<string> Lines(TextReader text)
    {
        using (text)
        {
            while (text.ReadLine() is string line)
            {
                yield return line;
            }
        }
    }

    /// <summary>Corrects all servers' facts. A correction that fits none of them is an error: it is out of date.</summary>
    internal void ApplyTo(IReadOnlyList<ServerFacts> servers)
    {
        foreach ((int line, string verb, string subject, string[] items) in _lines)
        {
            // What was renamed already, or moved, is found under its new name by the lines below it.
            foreach (string name in IsAboutOne(verb) ? new[] { subject } : items)
            {
                bool found = false;
                if (verb == "event-also-in")
                {
                    found = Copy(servers, name, subject);
                }

                foreach (ServerFacts server in servers)
                {
                    found |= Apply(server, verb, IsAboutOne(verb) ? null : subject, name, items);
                }

                if (!found)
                {
                    throw new FormatException($"Corrections.txt, line {line}: no version has '{name}'.");
                }
            }
        }
    }

    private static bool IsAboutOne(string verb) => verb is "parameters" or "no-parameters" or "headers" or "no-headers" or "rename-event";

    private static bool Apply(ServerFacts server, string verb, string? value, string name, string[] items)
    {
        server.Actions.TryGetValue(name, out ActionFacts? action);
        server.Events.TryGetValue(name, out EventFacts? one);
        switch (verb)
        {
            case "no-action" when action is not null:
                return server.Actions.Remove(name);
            case "answer" when action is not null:
                action.Answer = value!;
                return true;
            case "privilege" when action is not null:
                // What a server has said counts.
                action.Privilege ??= value;
                return true;
            case "module" when action is not null:
                action.Module = value;
                return true;
            case "since" when action is not null:
                action.Since = value;
                return true;
            case "parameters" when action is not null:
                Put(action.Parameters, items);
                return true;
            case "no-parameters" when action is not null:
                return action.Parameters.RemoveAll(p => items.Contains(p.Name)) > 0;
            case "rename-event" when one is not null:
                Rename(server, one, items[0]);
                return true;
            case "event-class" when one is not null:
                one.Class = value == "none" ? string.Empty : value!;
                return true;
            case "event-since" when one is not null:
                one.Since = value;
                return true;
            case "event-module" when one is not null:
                one.Module = value;
                return true;
            case "headers" when one is not null:
                Put(one.Headers, items);
                return true;
            case "no-headers" when one is not null:
                return one.Headers.RemoveAll(h => items.Contains(h.Name)) > 0;
            default:
                return false;
        }
    }

    /// <summary>An event that only one branch documents, though another has it as well.</summary>
    private static bool Copy(IReadOnlyList<ServerFacts> servers, string name, string branch)
    {
        ServerFacts? from = servers.FirstOrDefault(s => s.Events.ContainsKey(name));
        ServerFacts? to = servers.FirstOrDefault(s => s.Branch.ToString(CultureInfo.InvariantCulture) == branch);
        return from is not null && to is not null && to.Events.TryAdd(name, from.Events[name]);
    }

    private static void Rename(ServerFacts server, EventFacts one, string name)
    {
        var renamed = new EventFacts(name) { Class = one.Class, Module = one.Module, Since = one.Since };
        renamed.Headers.AddRange(one.Headers);
        server.Events.Remove(one.Name);
        server.Events.Add(name, renamed);
    }

    /// <summary>Adds parameters at the end, or replaces those that are there.</summary>
    private static void Put(List<ParameterFacts> known, string[] tokens)
    {
        foreach (ParameterFacts parameter in tokens.Select(ParameterFacts.Parse))
        {
            int at = known.FindIndex(parameter.IsNamed);
            if (at < 0)
            {
                known.Add(parameter);
            }
            else
            {
                known[at] = parameter;
            }
        }
    }
}
