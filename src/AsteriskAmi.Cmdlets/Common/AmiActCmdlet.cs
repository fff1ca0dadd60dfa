using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>
/// A cmdlet that changes something. First it asks for everything that is to be done (-WhatIf, -Confirm), then it does it,
/// on several sessions side by side. Where several sessions are open they must be given.
/// </summary>
public abstract class AmiActCmdlet : AmiSessionCmdlet
{
    private readonly List<Act> _asked = new();
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Says with <c>Do</c> what is to be done on one session. Called on the pipeline thread.</summary>
    /// <param name="session">The session.</param>
    protected abstract void ProcessSession(AmiSession session);

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        foreach (AmiSession session in sessions)
        {
            Guard(session, () => ProcessSession(session));
        }

        DoAsked();
    }

    /// <summary>Asks whether to do something; if so it is done when all has been asked for.</summary>
    /// <param name="session">The session.</param>
    /// <param name="item">What it is done to, for the question; null for the server itself.</param>
    /// <param name="operation">What is done, for the question: Hang up, Set variable X...</param>
    /// <param name="work">Does it. May run on another thread and must use nothing of a cmdlet.</param>
    /// <param name="target">The target of the error if it fails; the item, or the session, unless given.</param>
    /// <param name="output">What is written when it is done; nothing unless given.</param>
    protected void Do(
        AmiSession session, string? item, string operation, Action<CancellationToken> work, object? target = null, object? output = null)
    {
        IEnumerable<object> Run(CancellationToken stop)
        {
            work(stop);
            if (output is not null)
            {
                yield return output;
            }
        }

        Do(session, item, operation, Run, target);
    }

    /// <summary>As the other, for work that gives something to write. A VerboseRecord or WarningRecord goes to its own stream.</summary>
    /// <param name="session">The session.</param>
    /// <param name="item">What it is done to, for the question; null for the server itself.</param>
    /// <param name="operation">What is done, for the question.</param>
    /// <param name="work">Does it. May run on another thread and must use nothing of a cmdlet.</param>
    /// <param name="target">The target of the error if it fails; the item, or the session, unless given.</param>
    protected void Do(
        AmiSession session, string? item, string operation, Func<CancellationToken, IEnumerable<object>> work, object? target = null)
    {
        if (session is null)
        {
            throw new ArgumentNullException(nameof(session));
        }

        if (ShouldProcess(item is null ? session.Name : $"{item} on {session.Name}", operation))
        {
            DoUnasked(session, work, target ?? item);
        }
    }

    /// <summary>As <c>Do</c>, without asking: for what changes nothing.</summary>
    private protected void DoUnasked(AmiSession session, Func<CancellationToken, IEnumerable<object>> work, object? target) =>
        _asked.Add(new Act(session, target ?? session, work));

    /// <summary>Asks once before a pattern takes several things.</summary>
    /// <param name="count">How many it fits.</param>
    /// <param name="force">Whether -Force was given: then nobody is asked.</param>
    /// <param name="question">The question.</param>
    /// <returns>Whether to go on.</returns>
    private protected bool AgreesToAll(int count, bool force, string question) =>
        count < 2 || force || !MustAsk() || ShouldContinue(question, "AsteriskAmi", ref _yesToAll, ref _noToAll);

    /// <summary>Does what was asked for.</summary>
    private protected void DoAsked()
    {
        ILookup<AmiSession, Act> acts = _asked.ToLookup(act => act.Session);
        _asked.Clear();
        AmiSession[] sessions = acts.Select(group => group.Key).ToArray();
        if (sessions.Length > 0)
        {
            Each(
                sessions,
                (session, stop) => acts[session].SelectMany(act => act.Run(stop)),
                (session, outcome) => Write(outcome, sessions.Length > 1 ? session : null));
        }
    }

    /// <summary>
    /// Whether to ask before a pattern takes several: not when -WhatIf acts on none, and not when -Confirm or the preference
    /// has said already whether each is asked for.
    /// </summary>
    private bool MustAsk()
    {
        Dictionary<string, object> bound = MyInvocation.BoundParameters;
        bool whatIf = LanguagePrimitives.IsTrue(
            bound.TryGetValue("WhatIf", out object? given) ? given : GetVariableValue("WhatIfPreference"));
        bool decided = bound.ContainsKey("Confirm")
            || string.Equals(GetVariableValue("ConfirmPreference")?.ToString(), nameof(ConfirmImpact.None), StringComparison.OrdinalIgnoreCase);
        return !whatIf && !decided;
    }

    private void Write(ActOutcome outcome, AmiSession? named)
    {
        if (outcome.Failure is not null)
        {
            WriteError(AmiErrors.Record(outcome.Failure, outcome.Act.Target, named));
            return;
        }

        switch (outcome.Output)
        {
            case VerboseRecord verbose:
                WriteVerbose(verbose.Message);
                break;
            case WarningRecord warning:
                WriteWarning(warning.Message);
                break;
            default:
                WriteObject(outcome.Output);
                break;
        }
    }
}
