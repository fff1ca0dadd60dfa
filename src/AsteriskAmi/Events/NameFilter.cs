using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Events;

/// <summary>Tells which event names are wanted. Names are compared without case and may hold wildcards: * ? [a-z].</summary>
internal sealed class NameFilter
{
    // More names than any server has; beyond that a server is making them up, and they are matched one by one.
    private const int MostRemembered = 1024;

    private readonly Wildcard[] _patterns;
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <param name="names">The names and patterns; none means every event.</param>
    internal NameFilter(IReadOnlyCollection<string>? names) =>
        _patterns = names?.Select(name => new Wildcard(name)).ToArray() ?? Array.Empty<Wildcard>();

    internal bool Wants(string name)
    {
        if (_patterns.Length == 0)
        {
            return true;
        }

        if (!_known.TryGetValue(name, out bool wanted))
        {
            wanted = Array.Exists(_patterns, pattern => pattern.IsMatch(name));
            if (_known.Count < MostRemembered)
            {
                _known.TryAdd(name, wanted);
            }
        }

        return wanted;
    }
}
