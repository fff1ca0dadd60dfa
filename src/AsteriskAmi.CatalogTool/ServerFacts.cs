using System;
using System.Collections.Generic;

namespace AsteriskAmi.CatalogTool;

/// <summary>What one version of Asterisk says of itself: its documentation, and its answer to ListCommands.</summary>
internal sealed class ServerFacts
{
    internal ServerFacts(string version)
    {
        Version = version;
        Branch = int.Parse(version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    internal string Version { get; }

    internal int Branch { get; }

    internal SortedDictionary<string, ActionFacts> Actions { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal SortedDictionary<string, EventFacts> Events { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads both sources.</summary>
    /// <param name="version">The server's version.</param>
    /// <param name="documentation">The path of its core-en_US.xml.</param>
    /// <param name="commands">The headers of its answer to ListCommands.</param>
    internal static ServerFacts Read(string version, string documentation, IEnumerable<KeyValuePair<string, string>> commands)
    {
        var facts = new ServerFacts(version);
        new DocumentationReader(documentation).ReadInto(facts);
        foreach (KeyValuePair<string, string> command in commands)
        {
            if (PrivilegeOf(command.Value) is string privilege)
            {
                if (!facts.Actions.TryGetValue(command.Key, out ActionFacts? action))
                {
                    facts.Actions.Add(command.Key, action = new ActionFacts(command.Key));
                }

                action.Privilege = privilege;
            }
        }

        return facts;
    }

    /// <summary>"What it does.  (Priv: call,all)" needs class call; "(Priv: &lt;none&gt;)" needs none.</summary>
    private static string? PrivilegeOf(string description)
    {
        const string Mark = "(Priv: ";
        int at = description.LastIndexOf(Mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string[] classes = description.Substring(at + Mark.Length).TrimEnd(')').Split(',');
        return classes[0] == "<none>" ? "none" : string.Join(" ", Array.FindAll(classes, one => one != "all"));
    }
}
