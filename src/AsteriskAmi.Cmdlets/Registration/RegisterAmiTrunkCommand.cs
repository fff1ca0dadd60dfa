using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Endpoints;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Has the server register with another again.</summary>
[Cmdlet(VerbsLifecycle.Register, "AmiTrunk", SupportsShouldProcess = true)]
[SendsAction("PJSIPRegister")]
[OutputType(typeof(void))]
public sealed class RegisterAmiTrunkCommand : AmiTrunkCmdlet
{
    private protected override string Operation => "Register the trunk";

    /// <inheritdoc/>
    private protected override void Act(AmiSession session, string name, CancellationToken cancellation) => session.Register(name, cancellation);
}
