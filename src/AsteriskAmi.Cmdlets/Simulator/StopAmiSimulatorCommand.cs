using System.Management.Automation;
using AsteriskAmi.Simulator;

namespace AsteriskAmi.Cmdlets;

/// <summary>Stops simulators that Start-AmiSimulator has started.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AmiSimulator", SupportsShouldProcess = true)]
public sealed class StopAmiSimulatorCommand : AmiCmdlet
{
    /// <summary>The simulators; all of this runspace unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public AmiSimulator[]? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (AmiSimulator simulator in InputObject ?? SimulatorRegistry.All())
        {
            if (ShouldProcess($"127.0.0.1:{simulator.Port}", "Stop the simulated PBX"))
            {
                SimulatorRegistry.Stop(simulator);
            }
        }
    }
}
