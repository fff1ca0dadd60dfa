using System.IO;
using System.Threading;
using AsteriskAmi.Tests.Session;

namespace AsteriskAmi.Tests.Tracing;

/// <summary>A file on a disk that takes nothing for a while.</summary>
internal sealed class StuckDisk : FileStream
{
    private readonly ManualResetEventSlim _free = new(true);

    internal StuckDisk(string path)
        : base(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)
    {
    }

    internal void Stick() => _free.Reset();

    internal void Free() => _free.Set();

    public override void Write(byte[] buffer, int offset, int count)
    {
        _free.Wait(Limit.Patience);
        base.Write(buffer, offset, count);
    }
}
