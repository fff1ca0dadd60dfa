using System.Collections;
using System.Collections.Generic;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the beginnings of the URIs that lead to a server.</summary>
public sealed class UriCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        new[] { "ami://", "amis://", "http://", "https://" };
}
