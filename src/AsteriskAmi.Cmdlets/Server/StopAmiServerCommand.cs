using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>Stops servers.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmiServer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Convenient")]
[OutputType(typeof(void))]
public sealed class StopAmiServerCommand : AmiShutdownCmdlet
{
    private protected override bool IsRestart => false;
}
