using System;
using System.Diagnostics;
using System.Threading;

namespace AsteriskAmi.Proofs.Fuzz;

/// <summary>Ends the process with 1 when a case takes too long: nothing else gets out of an endless loop.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly Timer _timer;
    private readonly string _what;
    private long _since = Stopwatch.GetTimestamp();
    private volatile string _case = "none yet";

    internal Watchdog(string what)
    {
        _what = what;
        _timer = new Timer(_ => Look(), null, 1000, 1000);
    }

    internal void Begin(string name)
    {
        _case = name;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _since)) > _limit)
        {
            Console.Error.WriteLine($"VIOLATION: {_what} hangs in {_case}.");
            Environment.Exit(1);
        }
    }
}
