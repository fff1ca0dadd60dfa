using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace AsteriskAmi.Session;

/// <summary>Runs callers' code for each change of state: one after the other, and never on a thread of the session.</summary>
internal sealed class StateNotifier
{
    private readonly Func<EventHandler<AmiStateChangedEventArgs>?> _handlers;
    private readonly AmiSession _session;
    private readonly object _gate = new();
    private Task _last = Task.CompletedTask;

    /// <param name="handlers">Gives the handlers of the moment.</param>
    /// <param name="session">Whose state it is.</param>
    internal StateNotifier(Func<EventHandler<AmiStateChangedEventArgs>?> handlers, AmiSession session)
    {
        _handlers = handlers;
        _session = session;
    }

    /// <summary>Tells the handlers that are there now; one that comes later is not told of what was before it.</summary>
    internal void Tell(AmiStateChangedEventArgs change)
    {
        if (_handlers() is not EventHandler<AmiStateChangedEventArgs> handlers)
        {
            return;
        }

        lock (_gate)
        {
            _last = _last.ContinueWith(_ => Raise(handlers, change), TaskScheduler.Default);
        }
    }

    private void Raise(EventHandler<AmiStateChangedEventArgs> handlers, AmiStateChangedEventArgs change)
    {
        foreach (Delegate handler in handlers.GetInvocationList())
        {
            try
            {
                ((EventHandler<AmiStateChangedEventArgs>)handler)(_session, change);
            }
            catch (Exception e)
            {
                // A caller's fault; neither the session nor the other handlers must suffer from it.
                Trace.TraceError("AsteriskAmi: a handler of StateChanged failed: {0}", e);
            }
        }
    }
}
