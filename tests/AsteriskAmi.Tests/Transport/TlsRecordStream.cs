using System.Collections.Generic;
using System.Net.Sockets;

namespace AsteriskAmi.Tests.Transport;

/// <summary>A socket's stream that notes how long the TLS records are that come by it (RFC 8446, 5.1).</summary>
internal sealed class TlsRecordStream : NetworkStream
{
    private const byte ApplicationData = 23;
    private const int HeaderLength = 5;

    private readonly List<byte> _pending = [];
    private readonly List<int> _lengths = [];

    internal TlsRecordStream(Socket socket)
        : base(socket, ownsSocket: false)
    {
    }

    /// <summary>The lengths of the records of application data, in bytes, encryption's own some dozens included.</summary>
    internal IReadOnlyList<int> Lengths => _lengths;

    public override int Read(byte[] buffer, int offset, int size)
    {
        int count = base.Read(buffer, offset, size);
        _pending.AddRange(buffer[offset..(offset + count)]);
        while (_pending.Count >= HeaderLength)
        {
            int length = (_pending[3] << 8) | _pending[4];
            if (_pending.Count < HeaderLength + length)
            {
                break;
            }

            if (_pending[0] == ApplicationData)
            {
                _lengths.Add(length);
            }

            _pending.RemoveRange(0, HeaderLength + length);
        }

        return count;
    }
}
