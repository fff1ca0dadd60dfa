using System.Management.Automation;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that works on one session: the one given, or the runspace's only one.</summary>
public abstract class AmiSessionCmdlet : AmiCmdlet
{
    /// <summary>The session to use: the object, its name or its Id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SessionArgument(OnlyOne = true)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public AmiSession? Session { get; set; }

    /// <summary>Does the work for one item on one session.</summary>
    /// <param name="session">The session.</param>
    protected abstract void ProcessSession(AmiSession session);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AmiSession session = Session ?? SessionOrStop.Default(this);
        Guard(session, () => ProcessSession(session));
    }
}
