using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Modules;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Loads modules into a server.</summary>
[Cmdlet(VerbsData.Import, "AmiModule", SupportsShouldProcess = true)]
[SendsAction("ModuleLoad")]
[OutputType(typeof(void))]
public sealed class ImportAmiModuleCommand : AmiModuleChangeCmdlet
{
    private protected override string Operation => "Load the module";

    /// <inheritdoc/>
    private protected override void Change(AmiSession session, string module, CancellationToken cancellation) => session.LoadModule(module, cancellation);
}
