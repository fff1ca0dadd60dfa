using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that does something to channels, which are chosen by -Name or come by the pipeline.</summary>
public abstract class AmiChannelCmdlet : AmiChannelInputCmdlet
{
    /// <summary>The channels' names; a pattern that fits several asks before it acts.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChannelCompleter))]
    public string[] Name { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> Names => Name;
}
