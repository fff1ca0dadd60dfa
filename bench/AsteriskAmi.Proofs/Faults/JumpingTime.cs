using System;
using System.Threading;

namespace AsteriskAmi.Proofs.Faults;

/// <summary>The system's clock, whose time of day somebody sets again and again.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    internal void Jump(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
}
