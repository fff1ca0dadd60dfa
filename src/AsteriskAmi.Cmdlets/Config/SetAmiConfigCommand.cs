using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Sets a variable in a configuration file.</summary>
[Cmdlet(VerbsCommon.Set, "AmiConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[SendsAction("UpdateConfig")]
[OutputType(typeof(AmiConfigLine))]
public sealed class SetAmiConfigCommand : AmiConfigLineCmdlet
{
    /// <summary>The value that it is to have.</summary>
    [Parameter(Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Value { get; set; } = string.Empty;

    /// <summary>The value that it has now, where the category has several lines of that name. A piped line brings its own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OldValue { get; set; }

    /// <summary>A line of Get-AmiConfig by the pipeline, which brings all but the new value.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    private protected override AmiConfigChange? Plan(AmiSession session, CancellationToken cancellation)
    {
        // A line whose value is to be taken as it is goes to another file or server, where it is not yet.
        string? old = OldValue ?? (InputObject?.BaseObject is AmiConfigLine { Inherited: false } line && line.Value != Value ? line.Value : null);
        return session.PlanSet(File, Category, Variable, Value, old, Filter, cancellation);
    }
}
