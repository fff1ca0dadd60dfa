using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace AsteriskAmi;

/// <summary>Named values of an object that say what they are where they are taken for text: in a file of comma-separated values.</summary>
internal sealed class TextMap<T> : ReadOnlyDictionary<string, T>
{
    internal TextMap(IDictionary<string, T> values)
        : base(values)
    {
    }

    public override string ToString() => string.Join(", ", this.Select(value => $"{value.Key}={value.Value}"));
}
