using System.Management.Automation;
using AsteriskAmi.Dialplan;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Removes steps, hints or whole extensions from the dialplan, until it is loaded again.</summary>
[Cmdlet(VerbsCommon.Remove, "AmiDialplanExtension", SupportsShouldProcess = true)]
[SendsAction("DialplanExtensionRemove")]
[OutputType(typeof(void))]
public sealed class RemoveAmiDialplanExtensionCommand : AmiDialplanExtensionCmdlet
{
    /// <summary>The priority, from 1, or hint; the whole extension unless given.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [PriorityArgument]
    public int? Priority { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        int? priority = Priority;
        string which = priority is null ? string.Empty : "," + (priority == AmiDialplanEntry.HintPriority ? "hint" : priority.ToString());
        Do(
            session,
            $"{Context},{Extension}{which}",
            priority is null ? "Remove the extension with all its priorities" : "Remove the priority",
            stop => session.RemoveDialplanExtension(Context, Extension, priority, stop));
    }
}
