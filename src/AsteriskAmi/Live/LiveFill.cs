using System;
using System.Collections.Generic;

namespace AsteriskAmi.Live;

/// <summary>What a server said of how things are, to be written into a book in two steps.</summary>
/// <typeparam name="T">What the book shows.</typeparam>
internal sealed class LiveFill<T>
{
    /// <param name="apply">Sets the book to what the server said; events that are older may follow.</param>
    /// <param name="settle">Compares counts with the server's, when all events that are older have been taken.</param>
    internal LiveFill(Action<DateTimeOffset, ICollection<T>> apply, Action<DateTimeOffset, ICollection<T>> settle)
    {
        Apply = apply;
        Settle = settle;
    }

    internal Action<DateTimeOffset, ICollection<T>> Apply { get; }

    internal Action<DateTimeOffset, ICollection<T>> Settle { get; }
}
