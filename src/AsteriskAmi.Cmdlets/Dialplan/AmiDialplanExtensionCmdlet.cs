using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that changes an extension of the dialplan.</summary>
public abstract class AmiDialplanExtensionCmdlet : AmiActCmdlet
{
    /// <summary>The context.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContextCompleter))]
    public string Context { get; set; } = string.Empty;

    /// <summary>The extension or pattern, as it stands in the dialplan.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Exten")]
    [ValidateNotNullOrEmpty]
    public string Extension { get; set; } = string.Empty;
}
