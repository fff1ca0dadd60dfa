using System;
using System.Collections.Generic;
using System.Linq;
using AsteriskAmi.Session;
using Xunit;

namespace AsteriskAmi.Tests.Session;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_from_half_a_second_to_thirty_seconds()
    {
        var backoff = new Backoff(() => 0);

        Assert.Equal(
            [0.5, 1, 2, 4, 8, 16, 30, 30, 30],
            Enumerable.Range(0, 9).Select(_ => backoff.Next().TotalSeconds));
    }

    [Fact]
    public void Chance_shortens_each_wait_down_to_a_half_and_no_further()
    {
        var full = new Backoff(() => 0);
        var least = new Backoff(() => 1);
        var random = new Random(1);
        var some = new Backoff(random.NextDouble);
        var seen = new HashSet<double>();

        for (int i = 0; i < 200; i++)
        {
            TimeSpan longest = full.Next();
            TimeSpan shortest = least.Next();
            TimeSpan wait = some.Next();

            Assert.Equal(longest / 2, shortest);
            Assert.InRange(wait, shortest, longest);
            seen.Add(wait / longest);
        }

        Assert.True(seen.Count > 190, "Only " + seen.Count + " different waits.");
        Assert.True(seen.Max() - seen.Min() > 0.4, "The waits lie too close together.");
    }
}
