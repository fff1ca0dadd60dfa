using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>Selects things by -Name with wildcards, and reports plain names that nothing has.</summary>
internal static class NameSelection
{
    /// <summary>Writes those of the items that are wanted, each once, in their own order.</summary>
    /// <param name="cmdlet">Who writes.</param>
    /// <param name="items">All there are.</param>
    /// <param name="nameOf">An item's name.</param>
    /// <param name="wanted">Names and patterns; null or none for all.</param>
    /// <param name="kind">What the items are called, for the error.</param>
    /// <param name="cure">What to do about a name that is not there.</param>
    internal static void Write<T>(
        Cmdlet cmdlet, IEnumerable<T> items, Func<T, string> nameOf, string[]? wanted, string kind, string cure)
    {
        if (wanted is null || wanted.Length == 0)
        {
            foreach (T item in items)
            {
                cmdlet.WriteObject(item);
            }

            return;
        }

        var missing = new HashSet<string>(
            wanted.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)), StringComparer.OrdinalIgnoreCase);
        WildcardPattern[] patterns = wanted.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToArray();
        foreach (T item in items)
        {
            string name = nameOf(item);
            missing.Remove(name);
            if (patterns.Any(p => p.IsMatch(name)) || wanted.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                cmdlet.WriteObject(item);
            }
        }

        foreach (string name in missing)
        {
            cmdlet.WriteError(AmiErrors.Record(AmiErrorCode.NotFound, $"There is no {kind} '{name}'. {cure}", name));
        }
    }
}
