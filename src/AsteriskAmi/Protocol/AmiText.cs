using System;
using System.Text;

namespace AsteriskAmi.Protocol;

/// <summary>Turns the bytes of names and values into strings.</summary>
internal static class AmiText
{
    private const int TableSize = 1024;
    private const int LongestShared = 48;

    // A direct-mapped table: a slot holds the last name that fell into it. Races only cost a second copy of a string.
    private static readonly string?[] _shared = new string?[TableSize];

#if !NET
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding _latin1 = Encoding.GetEncoding(28591);
#endif

    /// <summary>Encodes outgoing text: UTF-8 without a byte-order mark.</summary>
    internal static UTF8Encoding Utf8 { get; } = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Decodes a whole value: UTF-8, or Latin-1 when the bytes are not UTF-8, so that every byte stays readable.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return string.Empty;
        }

#if NET
        return (System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
#else
        byte[] copy = bytes.ToArray();
        try
        {
            return _strictUtf8.GetString(copy);
        }
        catch (DecoderFallbackException)
        {
            return _latin1.GetString(copy);
        }
#endif
    }

    /// <summary>Decodes a text that comes again and again (header and event names) into one shared string.</summary>
    internal static string DecodeShared(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > LongestShared)
        {
            return Decode(bytes);
        }

        uint hash = 2166136261;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 16777619;
        }

        ref string? slot = ref _shared[hash % TableSize];
        string? known = slot;
        if (known is not null && EqualsAscii(known, bytes))
        {
            return known;
        }

        string text = Decode(bytes);
        slot = text;
        return text;
    }

    /// <summary>Whether the bytes spell the ASCII name, ignoring case.</summary>
    internal static bool NameEquals(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length != name.Length)
        {
            return false;
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            int a = bytes[i];
            int b = name[i];
            if (a != b && ((a | 0x20) != (b | 0x20) || (a | 0x20) is < 'a' or > 'z'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EqualsAscii(string text, ReadOnlySpan<byte> bytes)
    {
        if (text.Length != bytes.Length)
        {
            return false;
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != text[i] || bytes[i] > 127)
            {
                return false;
            }
        }

        return true;
    }
}
