using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Adds a line to a category of a configuration file.</summary>
[Cmdlet(VerbsCommon.Add, "AmiConfig", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[SendsAction("UpdateConfig")]
[OutputType(typeof(AmiConfigLine))]
public sealed class AddAmiConfigCommand : AmiConfigLineCmdlet
{
    /// <summary>The value.</summary>
    [Parameter(Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Value { get; set; } = string.Empty;

    /// <summary>Writes => and not =, as is usual for member, exten and the like.</summary>
    [Parameter]
    public SwitchParameter Arrow { get; set; }

    /// <inheritdoc/>
    private protected override AmiConfigChange Plan(AmiSession session, CancellationToken cancellation) =>
        session.PlanAdd(File, Category, Variable, Value, Arrow, Filter, cancellation);
}
