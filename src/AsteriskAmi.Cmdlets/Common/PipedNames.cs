using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// What objects of the pipeline name, gathered so that each server is asked once. Names are taken as they are, since they
/// may hold asterisks.
/// </summary>
internal sealed class PipedNames
{
    private readonly Dictionary<AmiSession, HashSet<string>> _wanted = new();
    private readonly Dictionary<AmiSession, HashSet<string>> _missing = new();

    /// <summary>The sessions of which something is wanted.</summary>
    internal IReadOnlyList<AmiSession> Sessions => _wanted.Keys.ToArray();

    /// <summary>What is wanted of a session.</summary>
    internal string[] Of(AmiSession session) => _wanted[session].ToArray();

    /// <param name="session">The session.</param>
    /// <param name="names">What is wanted of it.</param>
    /// <param name="isOptional">Whether it is no error where nothing has these names.</param>
    internal void Add(AmiSession session, IEnumerable<string> names, bool isOptional = false)
    {
        if (!_wanted.TryGetValue(session, out HashSet<string>? wanted))
        {
            _wanted.Add(session, wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            _missing.Add(session, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        }

        foreach (string name in names)
        {
            wanted.Add(name);
            if (!isOptional)
            {
                _missing[session].Add(name);
            }
        }
    }

    /// <summary>Whether a thing that can be called by any of some names is wanted. Notes that it is there.</summary>
    internal bool Wants(AmiSession session, IReadOnlyList<string> names)
    {
        _missing[session].ExceptWith(names);
        return _wanted[session].Overlaps(names);
    }

    /// <summary>Writes an error for each name that nothing has.</summary>
    internal void WriteMissing(Cmdlet cmdlet, string noun, string cure)
    {
        foreach (string name in _missing.Values.SelectMany(names => names))
        {
            cmdlet.WriteError(AmiErrors.Record(AmiErrorCode.NotFound, $"There is no {noun} '{name}'. {cure}", name));
        }
    }
}
