using System;
using System.Threading;
using System.Threading.RateLimiting;
using System.Threading.Tasks;

namespace AsteriskAmi.Session;

/// <summary>
/// Lets so many pass a second, in the order in which they came. After a pause no more than 20 ms' worth passes at once,
/// but always one.
/// </summary>
internal sealed class ActionRate : IDisposable
{
    private const double BurstSeconds = 0.02;
    private static readonly TimeSpan _shortestStep = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _longestStep = TimeSpan.FromMilliseconds(50);

    private readonly TokenBucketRateLimiter _limiter;
    private readonly TimeSpan _step;

    /// <param name="perSecond">How many; fractions are possible: 0.5 is one every two seconds.</param>
    internal ActionRate(double perSecond)
    {
        // Those who wait replenish it themselves: by the time that has passed, so that the rate is exact, and without a
        // timer, whose pool threads can be held up for seconds.
        TimeSpan period = TimeSpan.FromTicks(Math.Max(1, (long)(TimeSpan.TicksPerSecond / perSecond)));
        _limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = Math.Max(1, (int)(perSecond * BurstSeconds)),
            TokensPerPeriod = 1,
            ReplenishmentPeriod = period,
            AutoReplenishment = false,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        _step = period < _shortestStep ? _shortestStep : period > _longestStep ? _longestStep : period;
    }

    /// <summary>Waits for a turn. Once this is disposed of nobody waits any more.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="meanwhile">Called again and again while it waits, some 20 times a second or more often.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    internal void Wait(CancellationToken cancellation, Action? meanwhile = null)
    {
        try
        {
            _limiter.TryReplenish();
            Task<RateLimitLease> turn = _limiter.AcquireAsync(1, cancellation).AsTask();
            while (!turn.Wait((int)_step.TotalMilliseconds, cancellation))
            {
                meanwhile?.Invoke();
                _limiter.TryReplenish();
            }

            turn.Result.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // There is nothing to hold back any more.
        }
    }

    public void Dispose() => _limiter.Dispose();
}
