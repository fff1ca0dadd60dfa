using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace AsteriskAmi;

/// <summary>A list of an object that says what is in it where it is taken for text: in a file of comma-separated values.</summary>
internal sealed class TextList<T> : ReadOnlyCollection<T>
{
    internal TextList(IEnumerable<T> items)
        : base(items.ToArray())
    {
    }

    public override string ToString() => string.Join(", ", this);
}
