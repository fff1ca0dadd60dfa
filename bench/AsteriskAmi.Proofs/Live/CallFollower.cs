using System;
using System.Collections.Generic;
using System.Threading;
using AsteriskAmi.Live;

namespace AsteriskAmi.Proofs.Live;

/// <summary>Takes the changes of a model and keeps the calls that have ended.</summary>
internal sealed class CallFollower
{
    private readonly object _gate = new();
    private readonly List<AmiCall> _ended = [];
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

                if (change.Item?.State == AmiCallState.Ended)
                {
                    lock (_gate)
                    {
                        _ended.Add(change.Item);
                    }
                }
            }
        }
        catch (AmiException e)
        {
            Failure = e.Message;
        }
    }
}
