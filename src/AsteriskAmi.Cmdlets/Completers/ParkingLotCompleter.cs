using System.Collections;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Parking;

namespace AsteriskAmi.Cmdlets;

/// <summary>Completes the names of the server's parking lots.</summary>
public sealed class ParkingLotCompleter : AmiCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Names(IDictionary bound) =>
        Ask(bound, (session, stop) => session.GetParkingLots(stop).Select(lot => lot.ParkingLot));
}
