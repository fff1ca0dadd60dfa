using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Removes a category with all that stands in it from a configuration file.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiConfigCategory", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[SendsAction("UpdateConfig")]
[OutputType(typeof(void))]
public sealed class RemoveAmiConfigCategoryCommand : AmiConfigChangeCmdlet
{
    /// <summary>Tells the category from others of its name: type=endpoint.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Filter { get; set; }

    /// <inheritdoc/>
    private protected override AmiConfigChange Plan(AmiSession session, CancellationToken cancellation) =>
        session.PlanRemoveCategory(File, Category, Filter, cancellation);
}
