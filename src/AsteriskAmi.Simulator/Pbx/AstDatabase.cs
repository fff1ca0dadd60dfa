using System;
using System.Collections.Generic;
using System.Linq;

namespace AsteriskAmi.Simulator.Pbx;

/// <summary>Asterisk's own database: values under /family/key.</summary>
internal sealed class AstDatabase
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal)
    {
        ["/pbx/UUID"] = Guid.NewGuid().ToString(),
    };

    internal static string Path(string family, string key) => "/" + family + "/" + key;

    internal void Put(string family, string key, string value) => _values[Path(family, key)] = value;

    internal string? Find(string family, string key) =>
        _values.TryGetValue(Path(family, key), out string? value) ? value : null;

    internal bool Delete(string family, string key) => _values.Remove(Path(family, key));

    /// <summary>What lies below a family and a key; all of it when both are empty.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Below(string family, string key)
    {
        string prefix = family.Length == 0 ? string.Empty : "/" + family;
        prefix = key.Length == 0 ? prefix : prefix + "/" + key;
        return _values.Where(entry => prefix.Length == 0 || entry.Key == prefix
            || entry.Key.StartsWith(prefix + "/", StringComparison.Ordinal)).ToList();
    }

    internal int DeleteBelow(string family, string key)
    {
        IReadOnlyList<KeyValuePair<string, string>> entries = Below(family, key);
        foreach (KeyValuePair<string, string> entry in entries)
        {
            _values.Remove(entry.Key);
        }

        return entries.Count;
    }
}
