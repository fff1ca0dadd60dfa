using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using AsteriskAmi.Live;

namespace AsteriskAmi.Proofs.Live;

/// <summary>Takes the changes of a model and keeps the calls that have ended.</summary>
internal sealed class CallFollower
{
    private readonly object _gate = new();
    private readonly List<AmiCall> _ended = [];
    private readonly Dictionary<string, List<AmiCall>> _told = new(StringComparer.Ordinal);
    private readonly AmiLiveModel<AmiCall> _model;
    private int _restored;
    private int _changes;

    internal CallFollower(AmiLiveModel<AmiCall> model)
    {
        _model = model;
        new Thread(Run) { IsBackground = true, Name = "follower" }.Start();
    }

    /// <summary>How often the model has said that it sees the server again.</summary>
    internal int Restored => Volatile.Read(ref _restored);

    internal int Changes => Volatile.Read(ref _changes);

    /// <summary>Why the stream ended; null while it goes on.</summary>
    internal string? Failure { get; private set; }

    internal IReadOnlyList<AmiCall> Ended()
    {
        lock (_gate)
        {
            return _ended.ToArray();
        }
    }

    /// <summary>All that was told of a call, for whoever looks into a mismatch.</summary>
    internal string History(string id)
    {
        lock (_gate)
        {
            return string.Join("; ", (_told.GetValueOrDefault(id) ?? []).Select(call =>
                $"{call.Time:ss.fff} {call.State} {call.Outcome} {call.ParkingSpace}{(call.IsComplete ? string.Empty : " incomplete")} [{string.Join(' ', call.Legs)}]"));
        }
    }

    private void Run()
    {
        try
        {
            while (_model.TryTake(out AmiLiveChange<AmiCall> change, Timeout.InfiniteTimeSpan))
            {
                Interlocked.Increment(ref _changes);
                if (change.Note?.Contains("seen again", StringComparison.Ordinal) == true)
                {
                    Interlocked.Increment(ref _restored);
                }

                if (change.Item is not null)
                {
                    Keep(change.Item);
                }
            }
        }
        catch (AmiException e)
        {
            Failure = e.Message;
        }
    }

    private void Keep(AmiCall call)
    {
        lock (_gate)
        {
            if (!_told.TryGetValue(call.Id, out List<AmiCall>? told))
            {
                _told[call.Id] = told = [];
            }

            told.Add(call);
            if (call.State == AmiCallState.Ended)
            {
                _ended.Add(call);
            }
        }
    }
}
