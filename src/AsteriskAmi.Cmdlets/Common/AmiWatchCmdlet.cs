using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using AsteriskAmi.Diagnosis;
using AsteriskAmi.Live;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>A cmdlet that streams a live model to the pipeline until told to stop: what there is, then each change.</summary>
/// <typeparam name="T">What it shows.</typeparam>
public abstract class AmiWatchCmdlet<T> : AmiSessionCmdlet
    where T : class
{
    private long _written;

    /// <summary>Ends after this many objects.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long MaxEvents { get; set; } = long.MaxValue;

    /// <summary>Ends after this many seconds; never unless given.</summary>
    [Parameter]
    [ValidateRange(1, 31_536_000)]
    public int TimeoutSeconds { get; set; }

    /// <summary>By the pipeline: sessions, their names (wildcards allowed) or Ids, or objects of Get-AmiServer.</summary>
    [Parameter(ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <summary>The names of the events that keep the view.</summary>
    protected abstract IReadOnlyCollection<string> EventNames { get; }

    /// <summary>Begins to follow one session. May run on another thread and must use nothing of a cmdlet.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Cancelled by Ctrl+C.</param>
    /// <returns>The model.</returns>
    protected abstract AmiLiveModel<T> Follow(AmiSession session, CancellationToken cancellation);

    /// <summary>Whether an item is wanted.</summary>
    /// <param name="item">The item.</param>
    protected virtual bool IsWanted(T item) => true;

    /// <inheritdoc/>
    protected override void ProcessSessions(IReadOnlyList<AmiSession> sessions)
    {
        Each(sessions, (session, stop) => MissingEvents.ViewNotes(session, EventNames, stop), (_, note) => WriteWarning(note));
        Deadline deadline = TimeoutSeconds > 0 ? Deadline.After(TimeSpan.FromSeconds(TimeoutSeconds)) : Deadline.Never;
        AmiSession[] open = sessions.Where(IsOpen).ToArray();
        if (open.Length == 1)
        {
            Guard(open[0], () =>
            {
                foreach (AmiLiveChange<T> change in Changes(open[0], deadline, StopToken))
                {
                    if (!Write(change))
                    {
                        return;
                    }
                }
            });
        }
        else if (open.Length > 1)
        {
            Guard(null, () => FollowAll(open, deadline));
        }
    }

    private void FollowAll(AmiSession[] sessions, Deadline deadline)
    {
        using var merge = new LiveMerge<T>(sessions, (session, stop) => Changes(session, deadline, stop), StopToken);
        foreach (LivePart<T> part in merge.Parts())
        {
            if (part.Failure is not null)
            {
                WriteError(AmiErrors.Record(part.Failure, part.Session, part.Session));
            }
            else if (!Write(part.Change))
            {
                return;
            }
        }
    }

    /// <summary>What there is in one session, then each change.</summary>
    private IEnumerable<AmiLiveChange<T>> Changes(AmiSession session, Deadline deadline, CancellationToken stop)
    {
        using AmiLiveModel<T> model = Follow(session, stop);
        foreach (T item in model.Snapshot())
        {
            yield return new AmiLiveChange<T>(item, null);
        }

        while (model.TryTake(out AmiLiveChange<T> change, deadline.Left, stop))
        {
            yield return change;
        }
    }

    /// <summary>Writes a change if it is wanted.</summary>
    /// <returns>Whether more are wanted.</returns>
    private bool Write(AmiLiveChange<T> change)
    {
        if (change.Note is not null)
        {
            WriteWarning(change.Note);
        }

        if (change.Item is not null && IsWanted(change.Item))
        {
            WriteObject(change.Item);
            _written++;
        }

        return _written < MaxEvents;
    }
}
