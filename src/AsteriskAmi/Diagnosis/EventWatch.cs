using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AsteriskAmi.Events;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Diagnosis;

/// <summary>Notes which classes of events have come, and whether one of our own has.</summary>
internal sealed class EventWatch
{
    private const string Name = "AmiConnectionCheck";
    private const string Mark = "Check";

    private readonly object _gate = new();
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly SortedSet<string> _classes = new(StringComparer.OrdinalIgnoreCase);
    private readonly TaskCompletionSource<bool> _own = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The name of the first event; null before.</summary>
    internal string? First { get; private set; }

    /// <summary>The classes of the events that have come.</summary>
    internal string[] Classes
    {
        get
        {
            lock (_gate)
            {
                return _classes.ToArray();
            }
        }
    }

    /// <summary>An event that tells by its mark that it is ours.</summary>
    internal AmiAction OwnEvent() => new AmiAction("UserEvent").Add("UserEvent", Name).Add(Mark, _id);

    /// <summary>Takes the events of one read, on the reader thread.</summary>
    internal void Take(EventBatch batch)
    {
        lock (_gate)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                First ??= batch.Name(i);
                foreach (string name in (batch.Message(i).GetHeader("Privilege") ?? string.Empty).Split(','))
                {
                    // Every event is of class all besides.
                    if (name.Length > 0 && name != AccountRights.All)
                    {
                        _classes.Add(name);
                    }
                }

                if (batch.Name(i) == "UserEvent" && batch.Message(i).GetHeader(Mark) == _id)
                {
                    _own.TrySetResult(true);
                }
            }
        }
    }

    /// <summary>Says that no more events will come.</summary>
    internal void End() => _own.TrySetResult(false);

    /// <summary>Waits for our own event.</summary>
    /// <returns>Whether it has come.</returns>
    internal bool WaitForOwn(TimeSpan timeout, CancellationToken cancellation) =>
        _own.Task.Wait((int)timeout.TotalMilliseconds, cancellation) && _own.Task.Result;
}
