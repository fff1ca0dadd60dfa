using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Server;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that lets servers stop or restart.</summary>
public abstract class AmiShutdownCmdlet : AmiServerActCmdlet
{
    /// <summary>Refuses new calls, and actions too, until the calls under way have ended.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Graceful")]
    public SwitchParameter Graceful { get; set; }

    /// <summary>Does it at once and cuts the calls off.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Force")]
    public SwitchParameter Force { get; set; }

    private protected abstract bool IsRestart { get; }

    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session)
    {
        AmiShutdownPace pace = Force ? AmiShutdownPace.Now : Graceful ? AmiShutdownPace.Gracefully : AmiShutdownPace.WhenConvenient;
        string when = pace switch
        {
            AmiShutdownPace.Now => " at once and cut all calls off",
            AmiShutdownPace.Gracefully => " when the calls have ended, and refuse new ones until then",
            _ => " as soon as there is no call",
        };
        Do(session, null, (IsRestart ? "Restart" : "Stop") + when, stop => Shutdown(session, pace, stop));
    }

    private IEnumerable<object> Shutdown(AmiSession session, AmiShutdownPace pace, CancellationToken stop)
    {
        if (session.Shutdown(IsRestart, pace, stop))
        {
            yield return new VerboseRecord($"{session.Name} has gone" + (IsRestart ? " and comes back; the session connects again." : "."));
        }
        else
        {
            // Gracefully, Asterisk refuses all actions too (main/manager.c: "Asterisk is shutting down").
            yield return new WarningRecord($"{session.Name} waits for its calls to end. " + (pace == AmiShutdownPace.Gracefully
                ? "Until then it refuses new ones and all actions; 'core abort shutdown' on its own console makes it go on as before."
                : "Invoke-AmiCommand 'core abort shutdown' makes it go on as before."));
        }
    }
}
