using System;
using AsteriskAmi.Transport;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>A connection on which these bytes come, so many at a time, and then nothing more.</summary>
internal sealed class ScriptedTransport(byte[] bytes, int piece) : ISocketTransport
{
    private int _at;

    public bool Greets => false;

    public bool IsReached => true;

    public bool LogsIn => false;

    public string? ServerVersion => null;

    public bool HasInput => true;

    public void Connect()
    {
    }

    public int Read(ArraySegment<byte> space)
    {
        int count = Math.Min(Math.Min(piece, space.Count), bytes.Length - _at);
        Array.Copy(bytes, _at, space.Array!, space.Offset, count);
        _at += count;
        return count;
    }

    public void Write(ArraySegment<byte> bytes)
    {
    }

    public void Dispose()
    {
    }
}
