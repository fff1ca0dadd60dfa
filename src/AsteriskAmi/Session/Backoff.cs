using System;

namespace AsteriskAmi.Session;

/// <summary>
/// How long to wait before each attempt to connect again: from half a second, doubled each time, to 30 seconds. Each is
/// shortened by chance, down to a half, so that the clients of a server that restarts do not all come at once.
/// </summary>
internal sealed class Backoff
{
    internal static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Func<double> _chance;
    private TimeSpan _next = First;

    /// <param name="chance">Gives numbers from 0 up to 1.</param>
    internal Backoff(Func<double> chance) => _chance = chance;

    internal TimeSpan Next()
    {
        TimeSpan whole = _next;
        _next = whole + whole > Longest ? Longest : whole + whole;
        return TimeSpan.FromTicks((long)(whole.Ticks * (1 - (_chance() / 2))));
    }
}
