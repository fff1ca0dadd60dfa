using System;
using System.Management.Automation;
using AsteriskAmi.Bridges;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Ends bridges.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiBridge", SupportsShouldProcess = true)]
[SendsAction("BridgeDestroy")]
[OutputType(typeof(void))]
public sealed class RemoveAmiBridgeCommand : AmiActCmdlet
{
    /// <summary>The bridges' ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("BridgeUniqueid")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string[] BridgeId { get; set; } = Array.Empty<string>();

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Array.ForEach(BridgeId, id => Do(session, id, "End the bridge", stop => session.RemoveBridge(id, stop)));
}
