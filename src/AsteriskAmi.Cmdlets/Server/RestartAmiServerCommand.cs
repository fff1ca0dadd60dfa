using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>Restarts servers.</summary>
[Cmdlet(VerbsLifecycle.Restart, "AmiServer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Convenient")]
[OutputType(typeof(void))]
public sealed class RestartAmiServerCommand : AmiShutdownCmdlet
{
    private protected override bool IsRestart => true;
}
