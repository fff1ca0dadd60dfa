using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace AsteriskAmi.Session;

/// <summary>Runs callers' code for each change of state: one after the other, and never on a thread of the session.</summary>
internal sealed class StateNotifier
{
    private readonly Action<AmiStateChangedEventArgs> _raise;
    private readonly object _gate = new();
    private Task _last = Task.CompletedTask;

    internal StateNotifier(Action<AmiStateChangedEventArgs> raise) => _raise = raise;

    internal void Tell(AmiStateChangedEventArgs change)
    {
        lock (_gate)
        {
            _last = _last.ContinueWith(_ => Raise(change), TaskScheduler.Default);
        }
    }

    private void Raise(AmiStateChangedEventArgs change)
    {
        try
        {
            _raise(change);
        }
        catch (Exception e)
        {
            // A caller's fault; the session must not suffer from it, nor the next caller.
            Trace.TraceError("AsteriskAmi: a handler of StateChanged failed: {0}", e);
        }
    }
}
