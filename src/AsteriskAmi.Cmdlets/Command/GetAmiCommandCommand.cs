using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Commands;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lists actions: what they take and need, and whether this server has them for this account.</summary>
[Cmdlet(VerbsCommon.Get, "AmiCommand")]
[SendsAction("ListCommands")]
[OutputType(typeof(AmiCommand))]
public sealed class GetAmiCommandCommand : AmiListCmdlet<AmiCommand>
{
    /// <summary>The actions' names.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActionNameCompleter))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override string Noun => "action";

    /// <inheritdoc/>
    protected override string Cure => "Get-AmiCommand without -Name lists all.";

    /// <inheritdoc/>
    protected override IEnumerable<AmiCommand> Read(AmiSession session, CancellationToken cancellation)
    {
        foreach (AmiCommand command in session.GetCommands(cancellation))
        {
            command.Cmdlet = CmdletsByAction.Of(command.Name);
            yield return command;
        }
    }

    /// <inheritdoc/>
    protected override string NameOf(AmiCommand item) => item.Name;
}
