using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Configuration;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists the categories of a configuration file, with their templates and their variables.</summary>
[Cmdlet(VerbsCommon.Get, "AmiConfigCategory")]
[SendsAction("GetConfig")]
[OutputType(typeof(AmiConfigCategory))]
public sealed class GetAmiConfigCategoryCommand : AmiConfigReadCmdlet<AmiConfigCategory>
{
    /// <inheritdoc/>
    protected override IEnumerable<AmiConfigCategory> Read(AmiSession session, CancellationToken cancellation) => Categories(session, cancellation);
}
