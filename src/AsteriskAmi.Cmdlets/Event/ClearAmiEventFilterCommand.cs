using System.Management.Automation;
using AsteriskAmi.Events;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Removes the filters from the events of a session, by a new connection.</summary>
[Cmdlet(VerbsCommon.Clear, "AmiEventFilter", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ClearAmiEventFilterCommand : AmiActCmdlet
{
    /// <summary>The sessions: the objects, their names (wildcards allowed) or Ids.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public override AmiSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Do(session, null, "Clear event filters", session.ClearEventFilters);
}
