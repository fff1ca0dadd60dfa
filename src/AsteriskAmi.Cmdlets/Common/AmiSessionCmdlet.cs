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

    /// <summary>What comes by the pipeline as a whole. Where a cmdlet takes it, it overrides this and gives it [Parameter].</summary>
    public virtual PSObject? InputObject { get; set; }

    /// <summary>Does the work on some sessions, each of them once. Called on the pipeline thread.</summary>
    /// <param name="sessions">The sessions, at least one.</param>
    protected abstract void ProcessSessions(IReadOnlyList<AmiSession> sessions);

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _onCommandLine = new HashSet<string>(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            Guard(InputObject, () => Process(InputObject!));
        }
        else if (OnlySessionCameByPipeline())
        {
            Gather(Session!);
        }
        else
        {
            ProcessSessions(SessionsFor(null));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_gathered.Count > 0)
        {
            InputObject = null;
            ProcessSessions(_gathered);
        }
    }

    /// <summary>The sessions for which an object of the pipeline stands; null where it stands for none.</summary>
    private protected virtual AmiSession[]? SessionsIn(PSObject input)
    {
        try
        {
            return SessionInput.Find(input, takesTexts: true);
        }
        catch (AmiException e) when (input.BaseObject is string)
        {
            throw new AmiException(e.Code, e.Message + PipedObjects.TextCure(this));
        }
    }

    /// <summary>
    /// Works on an object of the pipeline that is no session and brings nothing for another parameter. Refuses it unless
    /// overridden: it means something, and must not be taken for all of its server.
    /// </summary>
    /// <param name="input">The object.</param>
    private protected virtual void ProcessInput(PSObject input) => throw PipedObjects.Refusal(this, input);

    /// <summary>The sessions on the command line, or the one that an object brings, or the default one.</summary>
    private protected AmiSession[] SessionsFor(PSObject? input) =>
        (Session ?? new[] { SessionInput.SourceOf(input) ?? SessionOrStop.Default(this) }).Distinct().ToArray();

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

    /// <summary>Refuses an object of the pipeline where a parameter on the command line says already what is meant.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>.</exception>
    private protected void ThrowIfNamedToo(PSObject input, string parameter)
    {
        if (IsOnCommandLine(parameter))
        {
            throw new AmiException(
                AmiErrorCode.InvalidHeader, $"-{parameter} says what {MyInvocation.MyCommand.Name} is about, and '{input}' comes by the pipeline. Give one of them.");
        }
    }

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
        && !OthersByPipeline().Any();

    /// <summary>What the pipeline brought for parameters of the cmdlet's own.</summary>
    private IEnumerable<object?> OthersByPipeline() => MyInvocation.BoundParameters
        .Where(bound => bound.Key is not nameof(Session) and not nameof(InputObject) && !IsOnCommandLine(bound.Key))
        .Select(bound => bound.Value);

    private void Process(PSObject? input)
    {
        if (input is null)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, "What comes by the pipeline is $null. Was the command that should give it successful?");
        }

        // A row with columns for other parameters may look like anything else besides. An empty text or nothing chooses nothing.
        if (input.BaseObject is not AmiSession && OthersByPipeline().Any(value => value is not null and not ""))
        {
            ProcessSessions(SessionsFor(input));
        }
        else if (SessionsIn(input) is { } found)
        {
            if (IsOnCommandLine(nameof(Session)))
            {
                throw new AmiException(AmiErrorCode.InvalidHeader, $"Session '{found[0].Name}' comes by the pipeline and -Session names one too. Give one of them.");
            }

            Gather(found);
        }
        else
        {
            ProcessInput(input);
        }
    }

    private void Gather(IEnumerable<AmiSession> sessions) => _gathered.AddRange(sessions.Except(_gathered));
}
