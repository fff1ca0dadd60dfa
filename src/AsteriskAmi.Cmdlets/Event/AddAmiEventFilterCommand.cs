using System.Collections.Generic;
using System.Management.Automation;
using AsteriskAmi.Events;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Has the server send a session only the events that fit.</summary>
[Cmdlet(VerbsCommon.Add, "AmiEventFilter", SupportsShouldProcess = true)]
[OutputType(typeof(AmiServerFilter))]
[SendsAction("Filter")]
public sealed class AddAmiEventFilterCommand : AmiEventCmdlet
{
    /// <summary>Gives the filters as the server was told.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        AmiEventFilter filter = Filter();
        foreach (AmiSession session in sessions)
        {
            if (ShouldProcess(session.Name, "Add event filter"))
            {
                Guard(session, () => Add(session, filter));
            }
        }
    }

    private void Add(AmiSession session, AmiEventFilter filter)
    {
        bool hides = filter.Hides("OriginateResponse", session.GetEventFilters());
        IReadOnlyList<AmiServerFilter> added = session.AddEventFilter(filter, StopToken);
        if (hides)
        {
            WriteWarning($"{session.Name}: this filter hides OriginateResponse, without which Invoke-AmiOriginate -Wait does not learn how a call ends. Add another filter for it, or call from another session.");
        }

        if (PassThru)
        {
            WriteObject(added, enumerateCollection: true);
        }
    }
}
