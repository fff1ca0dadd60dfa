using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
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

    // A telephone's or a member's device is what is called to reach it, unless another stands for it.
    private protected override IReadOnlyList<string>? NamesIn(PSObject input) =>
        base.NamesIn(input)
        ?? ((PipedObjects.TextOf(input, "StateInterface") ?? PipedObjects.TextOf(input, "Interface")) is string device ? new[] { device } : null);

    /// <inheritdoc/>
    protected override IEnumerable<AmiDevice> Read(AmiSession session, CancellationToken cancellation) => session.GetDevices(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiDevice item) => item.Name;
}
