using System;

namespace AsteriskAmi.Proofs;

/// <summary>Something that was promised does not hold.</summary>
internal sealed class ViolationException : Exception
{
    internal ViolationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
