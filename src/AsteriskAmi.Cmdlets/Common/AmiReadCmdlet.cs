using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that only reads: it takes many sessions, and one that fails does not stop the others.</summary>
public abstract class AmiReadCmdlet : AmiCmdlet
{
    /// <summary>The sessions to ask: the objects, their names (wildcards allowed) or Ids.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public AmiSession[]? Session { get; set; }

    /// <summary>Reads from one session.</summary>
    /// <param name="session">The session.</param>
    protected abstract void ProcessSession(AmiSession session);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (AmiSession session in Session ?? new[] { SessionOrStop.Default(this) })
        {
            Guard(session, () => ProcessSession(session));
        }
    }
}
