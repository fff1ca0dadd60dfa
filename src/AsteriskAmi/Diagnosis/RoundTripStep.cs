using System;

namespace AsteriskAmi.Diagnosis;

/// <summary>Judges how long Pings took.</summary>
internal static class RoundTripStep
{
    // What a server may take for a Ping beyond the way there and back, and what that may take.
    private static readonly TimeSpan _slow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _far = TimeSpan.FromMilliseconds(200);

    /// <param name="list">The steps.</param>
    /// <param name="times">How long each Ping took, two at least; they are sorted.</param>
    /// <param name="way">How long connecting took: the way there and back.</param>
    /// <returns>The median.</returns>
    internal static TimeSpan Add(CheckList list, TimeSpan[] times, TimeSpan way)
    {
        Array.Sort(times);
        var median = TimeSpan.FromTicks((times[(times.Length - 1) / 2].Ticks + times[times.Length / 2].Ticks) / 2);
        string detail = $"{times.Length} Pings took {Timing.Text(times[0])} to {Timing.Text(times[times.Length - 1])}, in the median {Timing.Text(median)}.";
        if (median - way > _slow)
        {
            list.Warn(detail, $"The way there and back takes {Timing.Text(way)} (step Tcp): it is the server that is slow. Look at its load, and whether many programs follow its events.");
        }
        else if (median > _far)
        {
            list.Warn(detail, $"The way there and back takes {Timing.Text(way)} (step Tcp): it is the network that is slow, and every action waits for that.");
        }
        else
        {
            list.Pass(detail);
        }

        return median;
    }
}
