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
    private const string Cure = "It may have ended; Get-AmiBridge without -BridgeId lists all.";

    private readonly PipedNames _piped = new();
    private bool _hasChannels;

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

    private protected override void ProcessInput(PSObject input)
    {
        IReadOnlyList<string> names = ChannelInput.NamesIn(input) ?? throw PipedObjects.Refusal(this, input);
        ThrowIfNamedToo(input, nameof(BridgeId));
        foreach (AmiSession session in SessionsFor(input))
        {
            // One that is in no bridge has none to list.
            _piped.Add(session, names, isOptional: true);
        }

        _hasChannels = true;
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

        // Several channels may be in one bridge.
        if (InputObject is not null && ids is not null)
        {
            sessions.ToList().ForEach(session => _piped.Add(session, ids));
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
            selection.WriteMissing(this, "bridge", Cure);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        WritePiped(_piped, NamesOf, "bridge", Cure);
    }

    /// <inheritdoc/>
    protected override IEnumerable<AmiBridge> Read(AmiSession session, CancellationToken cancellation)
    {
        string[] wanted = _piped.Of(session);
        return session.GetBridges(id => _hasChannels || wanted.Contains(id), cancellation);
    }

    private static string[] NamesOf(AmiBridge bridge) =>
        bridge.Channels.SelectMany(channel => new[] { channel.Channel, channel.Uniqueid }).Append(bridge.BridgeId).ToArray();
}
