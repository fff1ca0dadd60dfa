using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Commands;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Diagnosis;

/// <summary>What an account may send and see, as far as the server lets it know.</summary>
internal sealed class AccountRights
{
    /// <summary>The class that stands for all others.</summary>
    internal const string All = "all";

    private readonly HashSet<string> _actions = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> _write = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="answer">The answer to ListCommands.</param>
    internal AccountRights(AmiMessage answer)
    {
        foreach (KeyValuePair<string, string> header in answer.GetAllHeaders())
        {
            // The server lists those that may be sent, and no others.
            if (CommandActions.PrivilegeOf(header.Value) is string privilege)
            {
                _actions.Add(header.Key);
                Learn(Classes(privilege));
            }
        }
    }

    /// <summary>How many actions may be sent.</summary>
    internal int Actions => _actions.Count;

    /// <summary>Whether any of them needs a class at all.</summary>
    internal bool HasPrivileged { get; private set; }

    /// <summary>The classes without which some action could not be sent; the account may have more.</summary>
    internal IReadOnlyCollection<string> Write => _write;

    /// <summary>The classes that the account reads; null when that is not known.</summary>
    internal IReadOnlyCollection<string>? Read { get; set; }

    internal bool May(string action) => _actions.Contains(action);

    /// <summary>Whether the account reads a class; null when that is not known.</summary>
    internal bool? Reads(string name) => Read?.Any(one =>
        string.Equals(one, name, StringComparison.OrdinalIgnoreCase) || string.Equals(one, All, StringComparison.OrdinalIgnoreCase));

    /// <summary>The classes of a list as Asterisk writes it.</summary>
    internal static string[] Classes(string text) =>
        text.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0 && name != "<none>").ToArray();

    /// <summary>The classes for the eye.</summary>
    internal static string Text(IReadOnlyCollection<string> classes) =>
        classes.Count == 0 ? "none" : classes.Contains(All) ? All : string.Join(",", classes);

    private void Learn(string[] classes)
    {
        // Any one of an action's classes opens it.
        HasPrivileged |= classes.Length > 0;
        if (classes.Length == 1)
        {
            _write.Add(classes[0]);
        }
    }
}
