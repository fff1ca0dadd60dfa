using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Session;

namespace AsteriskAmi.Cmdlets;

/// <summary>Something to do on a session.</summary>
internal sealed class Act
{
    private readonly Func<CancellationToken, IEnumerable<object>> _work;

    internal Act(AmiSession session, object target, Func<CancellationToken, IEnumerable<object>> work)
    {
        Session = session;
        Target = target;
        _work = work;
    }

    internal AmiSession Session { get; }

    /// <summary>The target of the error if it fails.</summary>
    internal object Target { get; }

    /// <summary>Does it, and gives what comes of it; a failure is the last.</summary>
    internal IEnumerable<ActOutcome> Run(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        IEnumerator<object>? results = null;
        try
        {
            ActOutcome? next;
            while ((next = Next(ref results, stop)) is not null)
            {
                yield return next;
                if (next.Failure is not null)
                {
                    break;
                }
            }
        }
        finally
        {
            results?.Dispose();
        }
    }

    private ActOutcome? Next(ref IEnumerator<object>? results, CancellationToken stop)
    {
        try
        {
            results ??= _work(stop).GetEnumerator();
            return results.MoveNext() ? new ActOutcome(this, results.Current, null) : null;
        }
        catch (AmiException e)
        {
            return new ActOutcome(this, null, e);
        }
    }
}
