using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Bridges;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists bridges and the channels in them.</summary>
[Cmdlet(VerbsCommon.Get, "AmiBridge")]
[SendsAction("BridgeList", "BridgeInfo")]
[OutputType(typeof(AmiBridge))]
public sealed class GetAmiBridgeCommand : AmiReadCmdlet<AmiBridge>
{
    private readonly PipedNames _channels = new();

    /// <summary>The bridges' ids.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("BridgeUniqueid")]
    [AllowEmptyString]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string[]? BridgeId { get; set; }

    /// <summary>
    /// By the pipeline: anything that names channels, whose bridges are listed. Sessions, their names (wildcards allowed) or
    /// Ids, and objects of Get-AmiServer stand for all bridges.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    // The half of a Local channel that is in no bridge has none to list.
    private protected override void ProcessInput(PSObject input, IReadOnlyList<AmiSession> sessions)
    {
        IReadOnlyList<string> names = ChannelInput.NamesIn(input) ?? throw PipedObjects.Refusal(this, input);
        ThrowIfNamedToo(input, nameof(BridgeId));
        foreach (AmiSession session in sessions)
        {
            _channels.Add(session, names);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<AmiBridge> Read(AmiSession session, CancellationToken cancellation) => session.GetBridges(null, cancellation);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_channels.Sessions.Count > 0)
        {
            Each(_channels.Sessions, Read, (session, bridge) =>
            {
                if (bridge.Channels.Any(channel => _channels.Wants(session, new[] { channel.Channel, channel.Uniqueid })))
                {
                    WriteObject(bridge);
                }
            });
        }
    }

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
