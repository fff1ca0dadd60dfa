using System;
using System.Collections.Generic;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>
/// Events that wait to be taken, in order: in memory up to a number, and, where it may spill, then in a temporary file.
/// Not thread-safe.
/// </summary>
internal sealed class EventQueue : IDisposable
{
    private readonly Queue<AmiMessage> _memory = new();
    private readonly SpillFile? _file;
    private readonly int _capacity;

    /// <param name="capacity">How many wait in memory.</param>
    /// <param name="spillBytes">How many bytes may wait in the file; 0 for no file.</param>
    internal EventQueue(int capacity, long spillBytes)
    {
        _capacity = capacity;
        _file = spillBytes > 0 ? new SpillFile(spillBytes) : null;
    }

    internal int Count => _memory.Count + (_file?.Count ?? 0);

    internal bool HasRoom => FitsInMemory || _file?.HasRoom == true;

    // Behind what waits in the file everything goes into the file.
    private bool FitsInMemory => _memory.Count < _capacity && _file is not { Count: > 0 };

    /// <summary>Puts an event at the end, whether there is room or not.</summary>
    /// <exception cref="System.IO.IOException">The file cannot be written.</exception>
    internal void Enqueue(AmiMessage message)
    {
        if (_file is null || FitsInMemory)
        {
            _memory.Enqueue(message);
        }
        else
        {
            _file.Append(message);
        }
    }

    /// <summary>Takes the oldest.</summary>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.ActionFailed"/>: the file cannot be read.</exception>
    internal AmiMessage Dequeue() => _memory.Count > 0 ? _memory.Dequeue() : _file!.Read();

    /// <summary>The oldest of those in memory.</summary>
    internal AmiMessage Peek() => _memory.Peek();

    /// <summary>Drops what waits.</summary>
    public void Dispose()
    {
        _memory.Clear();
        _file?.Dispose();
    }
}
