using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>What PowerShell calls when the module is removed from a runspace.</summary>
public sealed class ModuleLifetime : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionRegistry.CloseAll();
        TranscriptRegistry.StopAll();
        SimulatorRegistry.StopAll();
    }
}
