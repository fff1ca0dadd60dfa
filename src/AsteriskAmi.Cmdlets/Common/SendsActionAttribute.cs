using System;
using System.Collections.Generic;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// Names the actions that a cmdlet is for, so that Get-AmiCommand and the coverage table can say which cmdlet to use.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SendsActionAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="names">The actions, as Asterisk knows them.</param>
    public SendsActionAttribute(params string[] names)
    {
        Names = names;
    }

    /// <summary>The actions.</summary>
    public IReadOnlyList<string> Names { get; }
}
