using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Live;
using AsteriskAmi.Queues;
using AsteriskAmi.Session;
using AsteriskAmi.States;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists devices with their states.</summary>
[Cmdlet(VerbsCommon.Get, "AmiDeviceState")]
[SendsAction("DeviceStateList")]
[OutputType(typeof(AmiDevice))]
public sealed class GetAmiDeviceStateCommand : AmiListCmdlet<AmiDevice>
{
    /// <summary>The devices' names.</summary>
    [Parameter(Position = 0)]
    [Alias("Device")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "device";

    /// <inheritdoc/>
    protected override string Cure => "The server lists those whose state it has seen; Get-AmiDeviceState without -Name shows them.";

    private protected override IReadOnlyList<string>? NamesIn(PSObject input) => input.BaseObject switch
    {
        AmiEndpoint endpoint => new[] { "PJSIP/" + endpoint.Name },
        AmiPeer peer => new[] { $"{peer.Technology.ToString().ToUpperInvariant()}/{peer.Name}" },
        AmiQueueMember member => new[] { member.StateInterface.Length > 0 ? member.StateInterface : member.Interface },
        AmiAgentActivity activity => new[] { activity.Interface },
        _ => base.NamesIn(input),
    };

    /// <inheritdoc/>
    protected override IEnumerable<AmiDevice> Read(AmiSession session, CancellationToken cancellation) => session.GetDevices(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiDevice item) => item.Name;
}
