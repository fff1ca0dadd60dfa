using System;

namespace AsteriskAmi.Calls;

/// <summary>A place in the dialplan.</summary>
public sealed class AmiDialplanPlace
{
    /// <summary>Creates a place.</summary>
    /// <param name="context">The context.</param>
    /// <param name="extension">The extension.</param>
    /// <param name="priority">The priority, a number or a label.</param>
    public AmiDialplanPlace(string context, string extension, string priority = "1")
    {
        Context = context ?? throw new ArgumentNullException(nameof(context));
        Extension = extension ?? throw new ArgumentNullException(nameof(extension));
        Priority = priority ?? throw new ArgumentNullException(nameof(priority));
    }

    /// <summary>The context.</summary>
    public string Context { get; }

    /// <summary>The extension.</summary>
    public string Extension { get; }

    /// <summary>The priority, a number or a label.</summary>
    public string Priority { get; }

    /// <summary>The place as people write it.</summary>
    /// <returns>extension@context, priority.</returns>
    public override string ToString() => $"{Extension}@{Context}, priority {Priority}";
}
