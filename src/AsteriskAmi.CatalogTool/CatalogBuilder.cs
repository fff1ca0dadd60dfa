using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.CatalogTool;

/// <summary>Makes the catalog's two files out of what several versions of Asterisk say of themselves.</summary>
internal sealed class CatalogBuilder
{
    private readonly IReadOnlyList<ServerFacts> _servers;

    /// <param name="servers">One of each branch, oldest first.</param>
    internal CatalogBuilder(IReadOnlyList<ServerFacts> servers)
    {
        _servers = servers;
        Corrections.Load().ApplyTo(servers);
    }

    /// <summary>The text of Actions.txt: an action a line.</summary>
    internal string Actions() => Text("privilege|module|answer|parameters", AllNames(s => s.Actions.Keys).Select(ActionLine));

    /// <summary>The text of Events.txt: an event a line.</summary>
    internal string Events() => Text(
        "class|module|headers",
        AllNames(s => s.Events.Keys).Select(EventLine).Concat(OtherEvents()).OrderBy(line => line.Split('|')[0], StringComparer.OrdinalIgnoreCase));

    /// <summary>The version of each server, as the files' first line names them.</summary>
    internal string Versions() => "# Asterisk " + string.Join(" and ", _servers.Select(s => s.Version));

    private string Text(string columns, IEnumerable<string> lines) => string.Join("\n", lines
        .Prepend("name|in|since|" + columns)
        .Prepend("# Made by src/AsteriskAmi.CatalogTool; change its tables, not this.")
        .Prepend(Versions())) + "\n";

    private IEnumerable<string> AllNames(Func<ServerFacts, IEnumerable<string>> names) =>
        _servers.SelectMany(names).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(name => name, StringComparer.OrdinalIgnoreCase);

    private string ActionLine(string name)
    {
        List<(ServerFacts Server, ActionFacts Facts)> known = Known(s => s.Actions, name);
        ActionFacts newest = known[^1].Facts;
        return string.Join(
            '|',
            newest.Name,
            Branches(known.Select(k => k.Server)),
            known.Select(k => k.Facts.Since).LastOrDefault(since => since is not null) ?? string.Empty,
            known.Select(k => k.Facts.Privilege).LastOrDefault(privilege => privilege is not null) ?? throw Unknown(name, "privilege"),
            known.Select(k => k.Facts.Module).LastOrDefault(module => module is not null) ?? throw Unknown(name, "module"),
            newest.Answer,
            Merge(known.Select(k => (k.Server.Branch, k.Facts.Parameters))));
    }

    private string EventLine(string name)
    {
        List<(ServerFacts Server, EventFacts Facts)> known = Known(s => s.Events, name);
        EventFacts newest = known[^1].Facts;
        return string.Join(
            '|',
            newest.Name,
            Branches(known.Select(k => k.Server)),
            known.Select(k => k.Facts.Since).LastOrDefault(since => since is not null) ?? string.Empty,
            newest.Class,
            known.Select(k => k.Facts.Module).LastOrDefault(module => module is not null) ?? throw Unknown(name, "event-module"),
            string.Join(" ", known.AsEnumerable().Reverse().SelectMany(k => k.Facts.Headers).DistinctBy(h => h.Name, StringComparer.OrdinalIgnoreCase)));
    }

    private IEnumerable<string> OtherEvents()
    {
        foreach (string line in Corrections.Lines(Corrections.Open("OtherEvents.txt")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            string name = line.Split('|')[0];
            yield return _servers.Any(s => s.Events.ContainsKey(name))
                ? throw new FormatException($"OtherEvents.txt: '{name}' is documented by now.")
                : line;
        }
    }

    private List<(ServerFacts Server, T Facts)> Known<T>(Func<ServerFacts, SortedDictionary<string, T>> table, string name) =>
        _servers.Where(s => table(s).ContainsKey(name)).Select(s => (s, table(s)[name])).ToList();

    private static string Branches(IEnumerable<ServerFacts> servers) =>
        string.Join(" ", servers.Select(s => s.Branch.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>The parameters of the newest branch, then those that only older ones have; each marked if not all have it.</summary>
    private static string Merge(IEnumerable<(int Branch, List<ParameterFacts> Parameters)> branches)
    {
        var all = branches.ToList();
        var merged = new List<ParameterFacts>();
        foreach ((int branch, List<ParameterFacts> parameters) in Enumerable.Reverse(all))
        {
            foreach (ParameterFacts parameter in parameters.Where(p => !merged.Any(p.IsNamed)))
            {
                if (!all.TrueForAll(other => other.Parameters.Any(parameter.IsNamed)))
                {
                    parameter.OnlyIn = branch;
                }

                merged.Add(parameter);
            }
        }

        return string.Join(" ", merged);
    }

    private static FormatException Unknown(string name, string verb) =>
        new($"Nobody says the {verb} of '{name}'. Add a line '{verb} ...: {name}' to Corrections.txt, with what Asterisk's sources say.");
}
