using AsteriskAmi.Simulator;

namespace AsteriskAmi.Cmdlets;

/// <summary>The simulators that each runspace has started and nobody has stopped.</summary>
internal static class SimulatorRegistry
{
    private static readonly RunspaceOwned<AmiSimulator> _running = new();

    internal static AmiSimulator[] All() => _running.All();

    internal static void Add(AmiSimulator simulator) => _running.Add(simulator);

    internal static void Stop(AmiSimulator simulator) => _running.End(simulator);

    internal static void StopAll() => _running.EndAll();
}
