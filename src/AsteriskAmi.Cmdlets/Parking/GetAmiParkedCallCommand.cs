using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Parking;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists parked calls.</summary>
[Cmdlet(VerbsCommon.Get, "AmiParkedCall")]
[SendsAction("ParkedCalls")]
[OutputType(typeof(AmiParkedCall))]
public sealed class GetAmiParkedCallCommand : AmiReadCmdlet<AmiParkedCall>
{
    /// <summary>The parking lot; all unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ParkingLotCompleter))]
    public string? ParkingLot { get; set; }

    /// <inheritdoc/>
    protected override IEnumerable<AmiParkedCall> Read(AmiSession session, CancellationToken cancellation) =>
        session.GetParkedCalls(ParkingLot, cancellation);
}
