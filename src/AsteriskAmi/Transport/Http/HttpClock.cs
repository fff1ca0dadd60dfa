using System;

namespace AsteriskAmi.Transport.Http;

/// <summary>
/// Tells how much time has passed: by a clock that nobody can set, or by the wall where that says more, since the first
/// may stand still while a machine sleeps.
/// </summary>
internal sealed class HttpClock
{
    private readonly TimeProvider _time;

    internal HttpClock(TimeProvider time) => _time = time;

    internal Moment Now => new(_time.GetTimestamp(), _time.GetUtcNow());

    internal TimeSpan Since(Moment moment)
    {
        TimeSpan counted = _time.GetElapsedTime(moment.Timestamp);
        TimeSpan byTheWall = _time.GetUtcNow() - moment.Time;
        return counted > byTheWall ? counted : byTheWall;
    }

    internal readonly record struct Moment(long Timestamp, DateTimeOffset Time);
}
