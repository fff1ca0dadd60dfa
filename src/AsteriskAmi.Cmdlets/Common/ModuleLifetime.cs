namespace AsteriskAmi.Cmdlets;

/// <summary>What the module's script calls when the module is removed from a runspace.</summary>
public static class ModuleLifetime
{
    /// <summary>Closes the sessions and stops the simulators of the current runspace.</summary>
    public static void End()
    {
        SessionRegistry.CloseAll();
        SimulatorRegistry.StopAll();
    }
}
