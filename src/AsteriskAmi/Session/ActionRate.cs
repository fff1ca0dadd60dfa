using System;
using System.Threading;
using System.Threading.RateLimiting;

namespace AsteriskAmi.Session;

/// <summary>Lets so many pass a second, in the order in which they came. No more than one second's worth passes at once.</summary>
internal sealed class ActionRate : IDisposable
{
    private readonly TokenBucketRateLimiter _limiter;

    /// <param name="perSecond">How many, 1 or more.</param>
    internal ActionRate(int perSecond)
    {
        // Refilled in steps of ten milliseconds or one token, whichever is longer.
        int tokens = Math.Max(1, perSecond / 100);
        _limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = tokens,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)tokens / perSecond),
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    internal void Wait(CancellationToken cancellation)
    {
        using RateLimitLease lease = _limiter.AcquireAsync(1, cancellation).AsTask().GetAwaiter().GetResult();
    }

    public void Dispose() => _limiter.Dispose();
}
