using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Bridges;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists bridges and the channels in them.</summary>
[Cmdlet(VerbsCommon.Get, "AmiBridge")]
[SendsAction("BridgeList", "BridgeInfo")]
[OutputType(typeof(AmiBridge))]
public sealed class GetAmiBridgeCommand : AmiSessionCmdlet
{
    /// <summary>The bridges' ids.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("BridgeUniqueid")]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string[]? BridgeId { get; set; }

    /// <summary>The sessions to ask: the objects, their names (wildcards allowed) or Ids.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public override AmiSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        // A channel that comes by the pipeline and is in no bridge has an empty id, and no bridge either.
        string[]? ids = BridgeId?.Where(id => !string.IsNullOrEmpty(id)).ToArray();
        if (ids is { Length: 0 })
        {
            return;
        }

        var selection = new NameSelection(ids);
        int read = Each(sessions, (session, stop) => session.GetBridges(selection.Fits, stop), (_, bridge) =>
        {
            selection.Wants(bridge.BridgeId);
            WriteObject(bridge);
        });
        if (read > 0)
        {
            selection.WriteMissing(this, "bridge", "It may have ended; Get-AmiBridge without -BridgeId lists all.");
        }
    }
}
