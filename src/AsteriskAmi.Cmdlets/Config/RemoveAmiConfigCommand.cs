using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Removes lines from a category of a configuration file.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[SendsAction("UpdateConfig")]
[OutputType(typeof(AmiConfigLine))]
public sealed class RemoveAmiConfigCommand : AmiConfigLineCmdlet
{
    /// <summary>The value of the lines to remove; all lines of that name unless given.</summary>
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Value { get; set; }

    /// <inheritdoc/>
    private protected override AmiConfigChange Plan(AmiSession session, CancellationToken cancellation) =>
        session.PlanRemove(File, Category, Variable, Value, Filter, cancellation);
}
