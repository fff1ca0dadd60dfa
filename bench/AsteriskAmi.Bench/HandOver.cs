using System;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading;

namespace AsteriskAmi.Bench;

/// <summary>
/// A bare socket that a thread of its own reads, and nothing else: no parsing, no correlation. What it takes longer than
/// a bare socket is the price of handing an answer from one thread to another on this machine.
/// </summary>
internal sealed class HandOver : IDisposable
{
    private readonly BareClient _client;
    private readonly ManualResetEventSlim _answered = new(false, spinCount: 0);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _answers;

    internal HandOver(Options options)
    {
        _client = BareClient.Connect(options);
        _client.Socket.ReceiveTimeout = 0;
        new Thread(Read) { IsBackground = true }.Start();
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Sends, and waits for the end of the answer as the core does: a short spin, then an event.</summary>
    internal void Ask(byte[] request)
    {
        int before = Volatile.Read(ref _answers);
        _answered.Reset();
        _client.Socket.Send(request);
        long end = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5000);
        while (Volatile.Read(ref _answers) == before && Stopwatch.GetTimestamp() < end)
        {
            Thread.SpinWait(20);
        }

        while (Volatile.Read(ref _answers) == before)
        {
            _answered.Wait(10_000);
            _answered.Reset();
        }
    }

    private void Read()
    {
        try
        {
            for (int count; (count = _client.Socket.Receive(_buffer)) > 0;)
            {
                if (_buffer.AsSpan(0, count).EndsWith("\r\n\r\n"u8))
                {
                    Interlocked.Increment(ref _answers);
                    _answered.Set();
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: the measurement is over.
        }
    }
}
