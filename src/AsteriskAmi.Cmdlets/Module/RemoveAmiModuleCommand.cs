using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Modules;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Unloads modules from a server.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiModule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[SendsAction("ModuleLoad")]
[OutputType(typeof(void))]
public sealed class RemoveAmiModuleCommand : AmiModuleChangeCmdlet
{
    private protected override string Operation => "Unload the module";

    /// <inheritdoc/>
    private protected override void Change(AmiSession session, string module, CancellationToken cancellation) => session.UnloadModule(module, cancellation);
}
