using System;
using System.Net.Sockets;
using System.Text;

namespace AsteriskAmi.Transport;

/// <summary>A socket's stream that remembers with what the peer began, to tell later what it speaks.</summary>
internal sealed class OpeningStream : NetworkStream
{
    private const int Longest = 60;

    // RFC 8446, 5.1: a record begins with its type, change_cipher_spec (20) to application_data (23).
    private const byte FirstRecordType = 20;
    private const byte LastRecordType = 23;

    private readonly byte[] _opening = new byte[Longest];
    private int _length;

    /// <param name="socket">The socket, which stays open when the stream is disposed.</param>
    internal OpeningStream(Socket socket)
        : base(socket, ownsSocket: false)
    {
    }

    /// <summary>Whether what came is TLS; a peer that said nothing may speak it.</summary>
    internal bool IsTls => _length == 0 || _opening[0] is >= FirstRecordType and <= LastRecordType;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int size)
    {
        int count = base.Read(buffer, offset, size);
        int kept = Math.Min(count, Longest - _length);
        Array.Copy(buffer, offset, _opening, _length, kept);
        _length += kept;
        return count;
    }

    /// <summary>The first line of what came.</summary>
    public override string ToString()
    {
        string text = Encoding.ASCII.GetString(_opening, 0, _length);
        return CertificateFaults.Shown(text.Split('\r', '\n')[0]);
    }
}
