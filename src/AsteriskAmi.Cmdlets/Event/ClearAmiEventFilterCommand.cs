using System.Management.Automation;
using AsteriskAmi.Events;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Removes the filters from the events of a session, by a new connection.</summary>
[Cmdlet(VerbsCommon.Clear, "AmiEventFilter", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ClearAmiEventFilterCommand : AmiServerActCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) =>
        Do(session, null, "Clear event filters", session.ClearEventFilters);
}
