using System;
using System.Linq;
using AsteriskAmi.Events;
using AsteriskAmi.Tests.Protocol;
using Xunit;

namespace AsteriskAmi.Tests.Events;

public class EventMeterTests
{
    [Fact]
    public void Events_are_counted_by_value_the_most_frequent_first()
    {
        var meter = new EventMeter("Event");
        for (int i = 0; i < 20; i++)
        {
            meter.Add(Wire.Message("Event: " + (i % 4 == 0 ? "Rare" : "Often")), TimeSpan.FromSeconds(100 + i));
        }

        AmiEventRate[] rates = meter.Rates().ToArray();
        Assert.Equal(["Often: 15", "Rare: 5"], rates.Select(rate => rate.ToString()));
        Assert.Equal([75, 25], rates.Select(rate => rate.Share));
        Assert.Equal(Math.Round(15 / 19.0, 2), rates[0].PerSecond);
    }

    [Fact]
    public void The_peak_is_the_second_with_the_most()
    {
        var meter = new EventMeter("Event");
        foreach (double at in new[] { 5.0, 5.1, 6.2, 6.3, 6.4, 6.9, 7.1, 9.5 })
        {
            meter.Add(Wire.Message("Event: A"), TimeSpan.FromSeconds(at));
        }

        Assert.Equal(4, meter.Rates().Single().PeakPerSecond);
    }

    [Fact]
    public void Events_without_the_header_count_for_the_whole_alone()
    {
        var meter = new EventMeter("Queue");
        meter.Add(Wire.Message("Event: A", "Queue: support"), TimeSpan.Zero);
        meter.Add(Wire.Message("Event: B"), TimeSpan.FromSeconds(4));

        AmiEventRate rate = meter.Rates().Single();
        Assert.Equal(50, rate.Share);
        Assert.Equal(0.25, rate.PerSecond);
    }

    [Fact]
    public void A_moment_says_nothing_of_a_rate()
    {
        var meter = new EventMeter("Event");
        meter.Add(Wire.Message("Event: A"), TimeSpan.Zero);

        Assert.Equal(1, meter.Rates().Single().PerSecond);
    }
}
