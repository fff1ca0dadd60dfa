using System.IO;

namespace AsteriskAmi.Tests.Tracing;

/// <summary>A file on a disk that takes so many bytes and no more.</summary>
internal sealed class SmallDisk : FileStream
{
    private long _left;

    internal SmallDisk(string path, long bytes)
        : base(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite) => _left = bytes;

    public override void Write(byte[] buffer, int offset, int count)
    {
        _left -= count;
        if (_left < 0)
        {
            throw new IOException("No space left.");
        }

        base.Write(buffer, offset, count);
    }
}
