using System.Management.Automation;
using AsteriskAmi.Server;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Lets servers begin new log files.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AmiLogRotate", SupportsShouldProcess = true)]
[SendsAction("LoggerRotate")]
[OutputType(typeof(void))]
public sealed class InvokeAmiLogRotateCommand : AmiServerActCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessSession(AmiSession session) => Do(session, null, "Begin new log files", stop => session.RotateLogs(stop));
}
