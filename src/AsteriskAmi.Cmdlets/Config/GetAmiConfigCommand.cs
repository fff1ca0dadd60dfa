using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Reads the variables of a configuration file.</summary>
[Cmdlet(VerbsCommon.Get, "AmiConfig")]
[SendsAction("GetConfig")]
[OutputType(typeof(AmiConfigLine))]
public sealed class GetAmiConfigCommand : AmiConfigReadCmdlet<AmiConfigLine>
{
    /// <summary>The variables' names, wildcards allowed; all unless given.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConfigVariableCompleter))]
    public string[]? Variable { get; set; }

    /// <inheritdoc/>
    protected override IEnumerable<AmiConfigLine> Read(AmiSession session, CancellationToken cancellation)
    {
        var selection = new NameSelection(Variable);
        return Categories(session, cancellation).SelectMany(category => category.Lines).Where(line => selection.Fits(line.Variable));
    }
}
