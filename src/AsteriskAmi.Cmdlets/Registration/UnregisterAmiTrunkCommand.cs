using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Ends the registration of the server with another.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "AmiTrunk", SupportsShouldProcess = true)]
[SendsAction("PJSIPUnregister")]
[OutputType(typeof(void))]
public sealed class UnregisterAmiTrunkCommand : AmiTrunkCmdlet
{
    private protected override string Operation => "Unregister the trunk";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string name, CancellationToken cancellation) => session.Unregister(name, cancellation);
}
