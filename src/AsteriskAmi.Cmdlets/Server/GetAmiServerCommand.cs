using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Server;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads what a server is, since when it runs and what it does.</summary>
[Cmdlet(VerbsCommon.Get, "AmiServer")]
[SendsAction("CoreSettings", "CoreStatus")]
[OutputType(typeof(AmiServer))]
public sealed class GetAmiServerCommand : AmiReadCmdlet<AmiServer>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiServer> Read(AmiSession session, CancellationToken cancellation)
    {
        yield return session.GetServer(cancellation);
    }
}
