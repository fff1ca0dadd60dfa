using System;
using System.Collections.Generic;
using System.Linq;
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
    /// <summary>The parking lots, wildcards allowed; all unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ParkingLotCompleter))]
    public string[]? ParkingLot { get; set; }

    /// <inheritdoc/>
    protected override IEnumerable<AmiParkedCall> Read(AmiSession session, CancellationToken cancellation)
    {
        if (NameSelection.Only(ParkingLot) is string only)
        {
            return session.GetParkedCalls(only, cancellation);
        }

        var selection = new NameSelection(ParkingLot);
        List<AmiParkedCall> calls = session.GetParkedCalls(null, cancellation).Where(call => selection.Fits(call.ParkingLot)).ToList();

        // A lot without calls may be one that does not exist.
        return calls.Concat((ParkingLot ?? Array.Empty<string>())
            .Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !calls.Exists(call => NameSelection.IsSame(call.ParkingLot, name)))
            .SelectMany(name => session.GetParkedCalls(name, cancellation)));
    }
}
