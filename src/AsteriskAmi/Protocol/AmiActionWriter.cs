using System;
using System.Collections.Generic;

namespace AsteriskAmi.Protocol;

/// <summary>Writes actions as bytes into one buffer that is used again. Not thread-safe.</summary>
public sealed class AmiActionWriter
{
    private byte[] _buffer = new byte[1024];
    private int _count;

    /// <summary>Writes an action: Action, directly after it ActionID, then the headers in their order.</summary>
    /// <param name="action">The action.</param>
    /// <param name="actionId">The ActionID to send, or null for none.</param>
    /// <returns>The bytes. Valid until the next call.</returns>
    /// <exception cref="AmiException">
    /// <see cref="AmiErrorCode.InvalidHeader"/>: more than 128 headers, or an ActionID that cannot be sent.
    /// </exception>
    public ArraySegment<byte> Write(AmiAction action, string? actionId)
    {
        if (action is null)
        {
            throw new ArgumentNullException(nameof(action));
        }

        HeaderRules.CheckCount(action.Name, action.Headers.Count + (actionId is null ? 1 : 2));
        _count = 0;
        WriteLine("Action", action.Name);
        if (actionId is not null)
        {
            HeaderRules.Check("ActionID", actionId);
            WriteLine("ActionID", actionId);
        }

        foreach (KeyValuePair<string, string> header in action.Headers)
        {
            WriteLine(header.Key, header.Value);
        }

        WriteText("\r\n");
        return new ArraySegment<byte>(_buffer, 0, _count);
    }

    private void WriteLine(string name, string value)
    {
        WriteText(name);
        WriteText(": ");
        WriteText(value);
        WriteText("\r\n");
    }

    private void WriteText(string text)
    {
        int needed = _count + AmiText.Utf8.GetMaxByteCount(text.Length);
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        }

        _count += AmiText.Utf8.GetBytes(text, 0, text.Length, _buffer, _count);
    }
}
