using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>Selects things by -Name with wildcards, and reports plain names that nothing has.</summary>
internal sealed class NameSelection
{
    private readonly string[] _wanted;
    private readonly WildcardPattern[] _patterns;
    private readonly HashSet<string> _missing;

    /// <param name="wanted">Names and patterns; null or none for all.</param>
    internal NameSelection(string[]? wanted)
    {
        _wanted = wanted ?? Array.Empty<string>();
        _patterns = _wanted.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase)).ToArray();
        _missing = new HashSet<string>(
            _wanted.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether there are plain names that nothing had yet.</summary>
    internal bool IsAnyMissing => _missing.Count > 0;

    /// <summary>Whether two names are the same; case does not matter.</summary>
    internal static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a thing with this name is wanted. May be asked on any thread.</summary>
    internal bool Fits(string name) =>
        _wanted.Length == 0
        || Array.Exists(_patterns, p => p.IsMatch(name))
        || _wanted.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>As <see cref="Fits"/>, on the pipeline thread. Notes that it is there.</summary>
    internal bool Wants(string name)
    {
        _missing.Remove(name);
        return Fits(name);
    }

    /// <summary>As the other, for a thing with several names.</summary>
    internal bool Wants(string[] names)
    {
        Array.ForEach(names, name => _missing.Remove(name));
        return Array.Exists(names, Fits);
    }

    /// <summary>The only name that is wanted, where the server can be asked for that alone; null for several and for patterns.</summary>
    internal static string? Only(string[]? wanted) =>
        wanted is { Length: 1 } && !WildcardPattern.ContainsWildcardCharacters(wanted[0]) ? wanted[0] : null;

    /// <summary>Writes an error for each plain name that nothing had.</summary>
    /// <param name="cmdlet">Who writes.</param>
    /// <param name="noun">What the things are called.</param>
    /// <param name="cure">What to do about a name that is not there.</param>
    internal void WriteMissing(Cmdlet cmdlet, string noun, string cure)
    {
        foreach (string name in _missing)
        {
            cmdlet.WriteError(AmiErrors.Record(AmiErrorCode.NotFound, $"There is no {noun} '{name}'. {cure}", name));
        }
    }
}
