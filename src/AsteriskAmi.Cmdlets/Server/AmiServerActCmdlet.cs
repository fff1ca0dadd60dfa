using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that changes servers or sessions as a whole, so that sessions are what comes by the pipeline.</summary>
public abstract class AmiServerActCmdlet : AmiActCmdlet
{
    /// <summary>By the pipeline: sessions, their names (wildcards allowed) or Ids, or objects of Get-AmiServer.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }
}
