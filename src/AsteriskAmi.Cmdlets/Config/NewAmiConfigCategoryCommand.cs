using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Makes a category in a configuration file.</summary>
[Cmdlet(VerbsCommon.New, "AmiConfigCategory", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[SendsAction("UpdateConfig")]
[OutputType(typeof(AmiConfigCategory))]
public sealed class NewAmiConfigCategoryCommand : AmiConfigChangeCmdlet
{
    /// <summary>The templates that it inherits from.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Template { get; set; }

    /// <summary>Makes a template.</summary>
    [Parameter]
    public SwitchParameter AsTemplate { get; set; }

    /// <summary>The category before which it is to stand; the end of the file unless given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Before { get; set; }

    /// <summary>Makes it though there is one of that name, as is usual in pjsip.conf.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicate { get; set; }

    /// <inheritdoc/>
    private protected override AmiConfigChange Plan(AmiSession session, CancellationToken cancellation) =>
        session.PlanNewCategory(File, Category, AsTemplate, Template, Before, AllowDuplicate, cancellation);

    /// <inheritdoc/>
    private protected override IEnumerable<object> Result(IReadOnlyList<AmiConfigCategory> categories) =>
        Before is null ? categories.Skip(categories.Count - 1) : categories;
}
