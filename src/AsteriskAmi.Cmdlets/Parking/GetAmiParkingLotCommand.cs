using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Parking;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists parking lots.</summary>
[Cmdlet(VerbsCommon.Get, "AmiParkingLot")]
[SendsAction("Parkinglots")]
[OutputType(typeof(AmiParkingLot))]
public sealed class GetAmiParkingLotCommand : AmiListCmdlet<AmiParkingLot>
{
    /// <summary>The lots' names.</summary>
    [Parameter(Position = 0)]
    [Alias("ParkingLot")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ParkingLotCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "parking lot";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiParkingLot without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiParkingLot> Read(AmiSession session, CancellationToken cancellation) =>
        session.GetParkingLots(cancellation);

    /// <inheritdoc/>
    protected override string NameOf(AmiParkingLot item) => item.ParkingLot;
}
