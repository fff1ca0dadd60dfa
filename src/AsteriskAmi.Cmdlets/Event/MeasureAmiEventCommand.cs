using System.Diagnostics;
using System.Management.Automation;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Cmdlets;

/// <summary>Counts the events of a pipeline by name, or by another header.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "AmiEvent")]
[OutputType(typeof(AmiEventRate))]
public sealed class MeasureAmiEventCommand : PSCmdlet
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private EventMeter? _meter;

    /// <summary>The events.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AmiMessage? InputObject { get; set; }

    /// <summary>The header to count by.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Property { get; set; } = "Event";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _meter ??= new EventMeter(Property);
        _meter.Add(InputObject!, _clock.Elapsed);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_meter is not null)
        {
            WriteObject(_meter.Rates(), enumerateCollection: true);
        }
    }
}
