using System.Management.Automation;

namespace AsteriskAmi.Cmdlets;

/// <summary>Closes a runspace's sessions when the module is removed from it.</summary>
public sealed class ModuleLifetime : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => SessionRegistry.CloseAll();
}
