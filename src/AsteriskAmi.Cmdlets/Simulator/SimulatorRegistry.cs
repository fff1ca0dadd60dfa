using System.Collections.Generic;
using AsteriskAmi.Simulator;

namespace AsteriskAmi.Cmdlets;

/// <summary>The simulators that Start-AmiSimulator has started in this process and nobody has stopped.</summary>
internal static class SimulatorRegistry
{
    private static readonly List<AmiSimulator> _running = new();

    internal static AmiSimulator[] All()
    {
        lock (_running)
        {
            return _running.ToArray();
        }
    }

    internal static void Add(AmiSimulator simulator)
    {
        lock (_running)
        {
            _running.Add(simulator);
        }
    }

    internal static void Stop(AmiSimulator simulator)
    {
        lock (_running)
        {
            _running.Remove(simulator);
        }

        simulator.Dispose();
    }
}
