using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Live;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads the calls that there are now, each with its channels.</summary>
[Cmdlet(VerbsCommon.Get, "AmiCall")]
[OutputType(typeof(AmiCall))]
public sealed class GetAmiCallCommand : AmiReadCmdlet<AmiCall>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiCall> Read(AmiSession session, CancellationToken cancellation) => session.GetCalls(cancellation);
}
