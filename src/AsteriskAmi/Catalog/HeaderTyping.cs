using System;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Catalog;

/// <summary>The type of a header of one name: the usual one, and those of events where the same name means something else.</summary>
internal sealed class HeaderTyping
{
    private readonly HeaderType _usual;
    private (string? Event, HeaderType Type)[] _exceptions = Array.Empty<(string?, HeaderType)>();

    internal HeaderTyping(HeaderType usual) => _usual = usual;

    /// <summary>The type in a message.</summary>
    internal HeaderType In(AmiMessage message) => _exceptions.Length == 0 ? _usual : In(message.EventName);

    /// <summary>The type in an event; in an answer when the name is null.</summary>
    internal HeaderType In(string? eventName)
    {
        foreach ((string? name, HeaderType type) in _exceptions)
        {
            if (string.Equals(name, eventName, StringComparison.OrdinalIgnoreCase))
            {
                return type;
            }
        }

        return _usual;
    }

    internal void Except(string? eventName, HeaderType type)
    {
        Array.Resize(ref _exceptions, _exceptions.Length + 1);
        _exceptions[_exceptions.Length - 1] = (eventName, type);
    }
}
