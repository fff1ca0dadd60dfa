using System;
using System.Buffers.Binary;
using System.Text;

namespace AsteriskAmi.Protocol;

/// <summary>Turns the bytes of names and values into strings.</summary>
internal static class AmiText
{
    private const int TableSize = 1024;
    private const int LongestShared = 48;
    private const int LongestSharedValue = 20;

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
        // ASCII, which nearly all is, needs no decoding but widening.
        return (!Ascii.IsValid(bytes) && System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
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

    /// <summary>Decodes a value: a short one, which comes again and again (event names, states, causes), into a shared string.</summary>
    internal static string DecodeValue(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= LongestSharedValue ? DecodeShared(bytes) : Decode(bytes);

    /// <summary>Decodes a text that comes again and again (header and event names) into one shared string.</summary>
    internal static string DecodeShared(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > LongestShared)
        {
            return Decode(bytes);
        }

        ref string? slot = ref _shared[Hash(bytes) % TableSize];
        string? known = slot;
        if (known is not null && EqualsAscii(known, bytes))
        {
            return known;
        }

        string text = Decode(bytes);
        slot = text;
        return text;
    }

    /// <summary>Whether the bytes, decoded, are the name, ignoring case. For names that are not ASCII.</summary>
    internal static bool DecodedNameEquals(ReadOnlySpan<byte> bytes, string name) =>
        string.Equals(Decode(bytes), name, StringComparison.OrdinalIgnoreCase);

    internal static bool IsAscii(string text)
    {
        foreach (char c in text)
        {
            if (c > 127)
            {
                return false;
            }
        }

        return true;
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
            if (a == b ? a > 127 : ((a | 0x20) != (b | 0x20) || (a | 0x20) is < 'a' or > 'z'))
            {
                return false;
            }
        }

        return true;
    }

    // Names and values tell themselves apart by their ends; what collides only costs a second string.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        ulong mixed = (ulong)bytes.Length;
        if (bytes.Length >= sizeof(ulong))
        {
            ulong first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            ulong last = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(bytes.Length - sizeof(ulong)));
            mixed ^= (first * 0x9E3779B97F4A7C15) ^ last;
        }
        else
        {
            foreach (byte b in bytes)
            {
                mixed = (mixed << 8) ^ (mixed >> 56) ^ b;
            }
        }

        mixed *= 0x9E3779B97F4A7C15;
        return (uint)(mixed >> 40);
    }

    private static bool EqualsAscii(string text, ReadOnlySpan<byte> bytes)
    {
#if NET
        return Ascii.Equals(bytes, text);
#else
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
#endif
    }
}
