using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that changes servers as a whole, so that sessions are what comes by the pipeline.</summary>
public abstract class AmiServerActCmdlet : AmiActCmdlet
{
    /// <summary>The sessions to use: the objects, their names (wildcards allowed) or Ids.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public override AmiSession[]? Session { get; set; }
}
