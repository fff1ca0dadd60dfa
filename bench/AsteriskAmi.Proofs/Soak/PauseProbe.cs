using System;
using System.Diagnostics;
using System.Threading;

namespace AsteriskAmi.Proofs.Soak;

/// <summary>
/// A thread that does nothing but sleep a millisecond at a time: when it oversleeps, this process got no processor or
/// its memory was being collected, and a stall of the same length says nothing about the reader.
/// </summary>
internal sealed class PauseProbe : IDisposable
{
    private volatile bool _disposed;

    internal PauseProbe() => new Thread(Run) { IsBackground = true, Name = "pause probe" }.Start();

    /// <summary>The longest sleep of a millisecond, in milliseconds.</summary>
    internal double Longest { get; private set; }

    public void Dispose() => _disposed = true;

    private void Run()
    {
        while (!_disposed)
        {
            long begin = Stopwatch.GetTimestamp();
            Thread.Sleep(1);
            Longest = Math.Max(Longest, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }
    }
}
