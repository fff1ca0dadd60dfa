using System;
using System.Diagnostics;
using System.Threading;

namespace AsteriskAmi.Simulator.Actions;

/// <summary>An answer that comes later: the client's thread waits for it, without the lock of the PBX.</summary>
internal sealed class PendingAnswer
{
    private readonly int _milliseconds;
    private readonly Action _finish;
    private readonly object _sync = new();
    private bool _ready;

    /// <param name="milliseconds">The longest wait.</param>
    /// <param name="finish">Sends the answer; called with the lock of the PBX held.</param>
    internal PendingAnswer(int milliseconds, Action finish)
    {
        _milliseconds = milliseconds;
        _finish = finish;
    }

    /// <summary>Ends the wait: the answer is known now, or nobody is there any more to hear it.</summary>
    internal void Ready()
    {
        lock (_sync)
        {
            _ready = true;
            Monitor.PulseAll(_sync);
        }
    }

    internal void Wait()
    {
        var clock = Stopwatch.StartNew();
        lock (_sync)
        {
            while (!_ready && clock.ElapsedMilliseconds < _milliseconds)
            {
                Monitor.Wait(_sync, (int)(_milliseconds - clock.ElapsedMilliseconds) + 1);
            }
        }
    }

    internal void Finish() => _finish();
}
