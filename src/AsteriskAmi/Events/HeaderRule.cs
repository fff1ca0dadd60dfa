using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Protocol;

namespace AsteriskAmi.Events;

/// <summary>Says what value a header must have, or one of the headers that name a channel.</summary>
internal sealed class HeaderRule
{
    private const string Channel = "Channel";

    private readonly Wildcard[] _values;

    /// <param name="name">The header's name; null for any that names a channel.</param>
    /// <param name="values">The values, of which one must fit.</param>
    /// <exception cref="AmiException"><see cref="AmiErrorCode.InvalidHeader"/>: no header has such a name, or no value is given.</exception>
    internal HeaderRule(string? name, IReadOnlyCollection<string> values)
    {
        if (name is not null)
        {
            HeaderRules.Check(name, string.Empty);
        }

        if (values.Count == 0)
        {
            throw new AmiException(AmiErrorCode.InvalidHeader, $"No value is given for the header {name}. Give one; * stands for any.");
        }

        Name = name;
        _values = values.Select(value => new Wildcard(value)).ToArray();
    }

    /// <summary>The header's name; null for any that names a channel.</summary>
    internal string? Name { get; }

    internal IReadOnlyList<Wildcard> Values => _values;

    internal bool Fits(AmiMessage message)
    {
        var walker = new HeaderWalker(message.Frame);
        while (walker.MoveNext())
        {
            if (Name is null ? NamesChannel(walker.Name) : AmiText.NameEquals(walker.Name, Name))
            {
                string value = AmiText.DecodeValue(walker.Value);
                if (Array.Exists(_values, wanted => wanted.IsMatch(value)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Channel, DestChannel, Channel1 and their like, but not ChannelState.</summary>
    private static bool NamesChannel(ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty && name[name.Length - 1] is (byte)'1' or (byte)'2')
        {
            name = name.Slice(0, name.Length - 1);
        }

        return name.Length >= Channel.Length && AmiText.NameEquals(name.Slice(name.Length - Channel.Length), Channel);
    }
}
