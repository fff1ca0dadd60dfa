using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Events;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Gets the filters that sessions have added to their events.</summary>
[Cmdlet(VerbsCommon.Get, "AmiEventFilter")]
[OutputType(typeof(AmiServerFilter))]
public sealed class GetAmiEventFilterCommand : AmiReadCmdlet<AmiServerFilter>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiServerFilter> Read(AmiSession session, CancellationToken cancellation) => session.GetEventFilters();
}
