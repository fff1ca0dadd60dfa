using System;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>The events of one read, with their names, handed on together: a lock a batch and not a lock an event.</summary>
internal sealed class EventBatch
{
    private AmiMessage[] _messages = new AmiMessage[64];
    private string[] _names = new string[64];

    internal int Count { get; private set; }

    internal AmiMessage Message(int index) => _messages[index];

    internal string Name(int index) => _names[index];

    internal void Add(AmiMessage message, string name)
    {
        if (Count == _messages.Length)
        {
            Array.Resize(ref _messages, Count * 2);
            Array.Resize(ref _names, Count * 2);
        }

        _messages[Count] = message;
        _names[Count++] = name;
    }

    internal void AddAll(EventBatch other)
    {
        for (int i = 0; i < other.Count; i++)
        {
            Add(other.Message(i), other.Name(i));
        }
    }

    internal void Clear()
    {
        Array.Clear(_messages, 0, Count);
        Count = 0;
    }
}
