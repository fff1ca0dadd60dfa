using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// A cmdlet that works on sessions: on those given, or on the runspace's only one. Sessions that come by the pipeline and
/// bring nothing else with them are gathered, so that all are worked on at once. One that fails does not stop the others.
/// </summary>
public abstract class AmiSessionCmdlet : AmiCmdlet
{
    private readonly List<AmiSession> _gathered = new();
    private HashSet<string>? _onCommandLine;

    /// <summary>The sessions to use: the objects, their names (wildcards allowed) or Ids.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public virtual AmiSession[]? Session { get; set; }

    /// <summary>What came by the pipeline for another parameter; where that may be a session, it is the one to use.</summary>
    private protected virtual AmiSession? Piped => null;

    /// <summary>Does the work on some sessions, each of them once. Called on the pipeline thread.</summary>
    /// <param name="sessions">The sessions, at least one.</param>
    protected abstract void ProcessSessions(IReadOnlyList<AmiSession> sessions);

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _onCommandLine = new HashSet<string>(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AmiSession[] sessions = Piped is AmiSession piped
            ? new[] { piped }
            : (Session ?? new[] { SessionOrStop.Default(this) }).Distinct().ToArray();
        if (OnlySessionCameByPipeline())
        {
            _gathered.AddRange(sessions.Except(_gathered));
        }
        else
        {
            ProcessSessions(sessions);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_gathered.Count > 0)
        {
            ProcessSessions(_gathered);
        }
    }

    /// <summary>
    /// Does work on each session, on several side by side. What comes of it is used on the pipeline thread, in the order of
    /// the sessions. A session that fails is one error.
    /// </summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="work">The work. With several sessions it runs on another thread and must use nothing of a cmdlet.</param>
    /// <param name="use">Takes what comes.</param>
    /// <returns>How many sessions did not fail.</returns>
    private protected int Each<T>(
        IReadOnlyList<AmiSession> sessions,
        Func<AmiSession, CancellationToken, IEnumerable<T>> work,
        Action<AmiSession, T> use)
    {
        int failed = sessions.Count;
        if (sessions.Count == 1)
        {
            AmiSession only = sessions[0];
            Guard(only, () =>
            {
                foreach (T item in work(only, StopToken))
                {
                    use(only, item);
                }

                failed = 0;
            });
            return sessions.Count - failed;
        }

        Guard(null, () =>
        {
            using var fan = new SessionFan<T>(sessions, work, StopToken);
            var progress = new ProgressRecord(0, MyInvocation.MyCommand.Name, "Asking");
            failed = fan.Drain(use, (session, e) => WriteError(AmiErrors.Record(e, session, session)), (done, waitedFor) =>
            {
                progress.StatusDescription = $"{done} of {sessions.Count} servers, waiting for {waitedFor.Name}";
                progress.PercentComplete = 100 * done / sessions.Count;
                WriteProgress(progress);
            });
            if (progress.PercentComplete >= 0)
            {
                progress.RecordType = ProgressRecordType.Completed;
                WriteProgress(progress);
            }
        });
        return sessions.Count - failed;
    }

    /// <summary>Whether a parameter stands on the command line, and does not come by the pipeline.</summary>
    private protected bool IsOnCommandLine(string parameter) => _onCommandLine?.Contains(parameter) == true;

    /// <summary>Whether a session can be used; writes an error if not.</summary>
    private protected bool IsOpen(AmiSession session)
    {
        bool open = false;
        Guard(session, () =>
        {
            session.ThrowIfClosed();
            open = true;
        });
        return open;
    }

    /// <summary>Whether the rest of the command is the same for all records, so that their sessions can be gathered.</summary>
    private bool OnlySessionCameByPipeline() =>
        _onCommandLine is not null
        && !IsOnCommandLine(nameof(Session))
        && MyInvocation.BoundParameters.ContainsKey(nameof(Session))
        && MyInvocation.BoundParameters.Keys.All(name => name == nameof(Session) || IsOnCommandLine(name));
}
