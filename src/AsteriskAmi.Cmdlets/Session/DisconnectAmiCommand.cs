using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Logs off and closes sessions.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Ami")]
[SendsAction("Logoff")]
public sealed class DisconnectAmiCommand : AmiSessionCmdlet
{
    /// <summary>The sessions: the objects, their names (wildcards allowed) or Ids; the only open one unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public override AmiSession[]? Session { get; set; }

    /// <summary>By the pipeline: sessions, their names (wildcards allowed) or Ids, or objects of Get-AmiServer.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        foreach (AmiSession session in sessions)
        {
            WriteVerbose($"Closing session {session.Name}.");
        }

        Guard(null, () => SessionRegistry.Close(sessions.ToArray()));
    }
}
