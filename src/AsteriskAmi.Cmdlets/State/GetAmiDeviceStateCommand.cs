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

    /// <inheritdoc/>
    protected override IEnumerable<AmiDevice> Read(AmiSession session, CancellationToken cancellation) => session.GetDevices(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiDevice item) => item.Name;
}
