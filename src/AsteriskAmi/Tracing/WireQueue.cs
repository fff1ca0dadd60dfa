using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace AsteriskAmi.Tracing;

/// <summary>
/// Hands blocks from the threads that send and receive to the one that shows them. Bounded: when it is full, blocks are
/// left out, and a note says where and how many. Adding never waits.
/// </summary>
internal sealed class WireQueue
{
    /// <summary>How many blocks wait at the most.</summary>
    internal const int MostBlocks = 50_000;

    /// <summary>How many bytes wait at the most, or a single larger block.</summary>
    internal const int MostBytes = 32 * 1024 * 1024;

    private readonly int _mostBlocks;
    private readonly int _mostBytes;
    private readonly object _gate = new();
    private List<WireBlock> _blocks = new();
    private long _bytes;
    private long _lost;
    private long _lostSinceNote;
    private bool _completed;

    internal WireQueue(int mostBlocks = MostBlocks, int mostBytes = MostBytes)
    {
        _mostBlocks = mostBlocks;
        _mostBytes = mostBytes;
    }

    /// <summary>How many blocks were left out.</summary>
    internal long Lost
    {
        get
        {
            lock (_gate)
            {
                return _lost;
            }
        }
    }

    internal void Add(WireBlock block)
    {
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            if (_blocks.Count >= _mostBlocks || (_bytes + block.Size > _mostBytes && _blocks.Count > 0))
            {
                _lost++;
                _lostSinceNote++;
                return;
            }

            NoteLoss();
            _blocks.Add(block);
            _bytes += block.Size;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes nothing more; what is there can still be taken.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes all that is there.</summary>
    /// <param name="into">Where it is put; what was in it is removed.</param>
    /// <param name="wait">How long to wait when nothing is there.</param>
    /// <returns>False when it is empty and complete.</returns>
    internal bool Take(ref List<WireBlock> into, TimeSpan wait)
    {
        into.Clear();
        lock (_gate)
        {
            if (_blocks.Count == 0 && !_completed && wait > TimeSpan.Zero)
            {
                Monitor.Wait(_gate, wait);
            }

            NoteLoss();
            (into, _blocks) = (_blocks, into);
            _bytes = 0;
            return into.Count > 0 || !_completed;
        }
    }

    private void NoteLoss()
    {
        if (_lostSinceNote > 0)
        {
            _blocks.Add(WireBlock.Note(string.Format(
                CultureInfo.InvariantCulture, "{0} blocks were lost here: they came faster than they could be shown.", _lostSinceNote)));
            _lostSinceNote = 0;
        }
    }
}
