using System;
using System.Collections.Generic;
using System.Threading;

namespace AsteriskAmi.Transport.Http;

/// <summary>
/// Where answers become one stream: the threads that fetch them put their bytes in, one answer after the other, and the
/// reader takes them out. Whoever puts in faster than is taken out waits.
/// </summary>
internal sealed class HttpInbox
{
    private const int MostWaiting = 256 * 1024;

    private readonly object _gate = new();
    private readonly Queue<byte[]> _pieces = new();
    private int _taken;
    private int _waiting;
    private bool _hasEnded;
    private Exception? _failure;

    /// <summary>Held while one answer is put in.</summary>
    internal object Turn { get; } = new();

    /// <summary>Puts a copy of the bytes in.</summary>
    internal void Put(ArraySegment<byte> bytes)
    {
        if (bytes.Count == 0)
        {
            return;
        }

        byte[] copy = new byte[bytes.Count];
        Buffer.BlockCopy(bytes.Array!, bytes.Offset, copy, 0, bytes.Count);
        lock (_gate)
        {
            while (_waiting >= MostWaiting && !_hasEnded)
            {
                Monitor.Wait(_gate);
            }

            _pieces.Enqueue(copy);
            _waiting += copy.Length;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for bytes.</summary>
    /// <param name="space">Where they are put.</param>
    /// <returns>How many came; 0 at the end.</returns>
    /// <exception cref="Exception">The reason why no more come.</exception>
    internal int Take(ArraySegment<byte> space)
    {
        lock (_gate)
        {
            while (_pieces.Count == 0)
            {
                if (_hasEnded)
                {
                    return _failure is null ? 0 : throw _failure;
                }

                Monitor.Wait(_gate);
            }

            byte[] piece = _pieces.Peek();
            int count = Math.Min(piece.Length - _taken, space.Count);
            Buffer.BlockCopy(piece, _taken, space.Array!, space.Offset, count);
            _taken += count;
            if (_taken == piece.Length)
            {
                _pieces.Dequeue();
                _taken = 0;
            }

            _waiting -= count;
            Monitor.PulseAll(_gate);
            return count;
        }
    }

    /// <summary>Says that no more comes. Only the first reason counts.</summary>
    /// <param name="failure">Why; null where the server left in peace.</param>
    internal void End(Exception? failure)
    {
        lock (_gate)
        {
            if (!_hasEnded)
            {
                _hasEnded = true;
                _failure = failure;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
