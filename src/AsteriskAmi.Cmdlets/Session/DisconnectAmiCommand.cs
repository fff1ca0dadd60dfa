using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Logs off and closes sessions.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Ami")]
public sealed class DisconnectAmiCommand : AmiCmdlet
{
    /// <summary>The sessions: the objects, their names (wildcards allowed) or Ids; the only open one unless given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public AmiSession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (AmiSession session in Session ?? new[] { SessionOrStop.Default(this) })
        {
            WriteVerbose($"Closing session {session.Name}.");
            SessionRegistry.Close(session);
        }
    }
}
