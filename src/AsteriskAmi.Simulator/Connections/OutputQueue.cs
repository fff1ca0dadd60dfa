using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading;

namespace AsteriskAmi.Simulator.Connections;

/// <summary>
/// What waits to be sent to one client, and the thread that sends it. Bounded: a client that leaves its socket full
/// for the write timeout, or has more than 64 MiB waiting, is cut off.
/// </summary>
internal sealed class OutputQueue
{
    private const int MostBytesWaiting = 64 * 1024 * 1024;
    private const int EnoughBytesWaiting = 1024 * 1024;
    private const int LongestWaitMilliseconds = 5000;
    private const int SocketBufferBytes = 64 * 1024;
    private const int ChunkBytes = 16 * 1024;

    private readonly object _sync = new();
    private readonly Socket _socket;
    private readonly Action _closed;
    private readonly Queue<byte[]> _frames = new();
    private readonly Thread _thread;
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private int _bytesWaiting;
    private int _offset;
    private bool _completed;
    private bool _aborted;

    /// <param name="socket">Where to send.</param>
    /// <param name="writeTimeoutMilliseconds">How long the socket may stay full.</param>
    /// <param name="closed">Called from the sending thread when nothing more can or will be sent.</param>
    internal OutputQueue(Socket socket, int writeTimeoutMilliseconds, Action closed)
    {
        _socket = socket;

        // A small buffer: with a large one the socket counts as full until a client has read megabytes.
        _socket.SendBufferSize = SocketBufferBytes;
        _socket.SendTimeout = Math.Max(1, writeTimeoutMilliseconds);
        _closed = closed;
        _thread = new Thread(Run) { IsBackground = true, Name = "AmiSimulator output" };
    }

    internal void Start() => _thread.Start();

    internal void Add(byte[] bytes)
    {
        lock (_sync)
        {
            if (_completed || _aborted)
            {
                return;
            }

            _frames.Enqueue(bytes);
            _bytesWaiting += bytes.Length;
            _aborted = _bytesWaiting > MostBytesWaiting;
            Monitor.PulseAll(_sync);
        }
    }

    /// <summary>Waits until less than 1 MiB waits to be sent, or nothing will be sent any more.</summary>
    internal void WaitForRoom()
    {
        var clock = Stopwatch.StartNew();
        lock (_sync)
        {
            while (_bytesWaiting > EnoughBytesWaiting && !_aborted && !_completed && clock.ElapsedMilliseconds < LongestWaitMilliseconds)
            {
                Monitor.Wait(_sync, 100);
            }
        }
    }

    /// <summary>Sends what waits and then closes.</summary>
    internal void Complete()
    {
        lock (_sync)
        {
            _completed = true;
            Monitor.PulseAll(_sync);
        }
    }

    /// <summary>Sends nothing more.</summary>
    internal void Abort()
    {
        lock (_sync)
        {
            _aborted = true;
            Monitor.PulseAll(_sync);
        }
    }

    internal void Join(int milliseconds)
    {
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join(milliseconds);
        }
    }

    private void Run()
    {
        try
        {
            while (Take(out int count))
            {
                for (int sent = 0; sent < count;)
                {
                    sent += _socket.Send(_chunk, sent, count - sent, SocketFlags.None);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client went away or does not read: either way it is cut off.
        }

        _closed();
    }

    /// <summary>Waits for bytes and fills the chunk with them; false when there will be none.</summary>
    private bool Take(out int count)
    {
        count = 0;
        lock (_sync)
        {
            while (_frames.Count == 0 && !_completed && !_aborted)
            {
                Monitor.Wait(_sync);
            }

            if (_aborted)
            {
                return false;
            }

            while (_frames.Count > 0 && count < ChunkBytes)
            {
                byte[] frame = _frames.Peek();
                int part = Math.Min(frame.Length - _offset, ChunkBytes - count);
                Buffer.BlockCopy(frame, _offset, _chunk, count, part);
                count += part;
                _offset += part;
                if (_offset == frame.Length)
                {
                    _frames.Dequeue();
                    _offset = 0;
                }
            }

            _bytesWaiting -= count;
            Monitor.PulseAll(_sync);
            return count > 0;
        }
    }
}
