using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Fax;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Tells what servers have done with faxes since they started.</summary>
[Cmdlet(VerbsCommon.Get, "AmiFaxStatistic")]
[SendsAction("FAXStats")]
[OutputType(typeof(AmiFaxStatistics))]
public sealed class GetAmiFaxStatisticCommand : AmiReadCmdlet<AmiFaxStatistics>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiFaxStatistics> Read(AmiSession session, CancellationToken cancellation)
    {
        yield return session.GetFaxStatistics(cancellation);
    }
}
