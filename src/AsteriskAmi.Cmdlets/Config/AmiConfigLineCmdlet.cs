using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Configuration;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that changes lines of a category.</summary>
public abstract class AmiConfigLineCmdlet : AmiConfigChangeCmdlet
{
    /// <summary>The variable's name.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConfigVariableCompleter))]
    public string Variable { get; set; } = string.Empty;

    /// <summary>Tells the category from others of its name: type=endpoint.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Filter { get; set; }

    /// <summary>Gives the lines of that name back, as the file has them then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override IEnumerable<object> Result(IReadOnlyList<AmiConfigCategory> categories) => !PassThru
        ? Enumerable.Empty<object>()
        : categories.SelectMany(category => category.Lines).Where(line => NameSelection.IsSame(line.Variable, Variable));
}
